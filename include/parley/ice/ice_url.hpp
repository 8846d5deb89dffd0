// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::ice {

enum class IceTransport : std::uint8_t { Udp, Tcp, Tls };

/// The target of a stun, stuns (RFC 7064), turn or turns (RFC 7065) URI, with the defaults of its
/// scheme. Parsing is as strict as in browsers: lower case only, a port from 1 to 65535, a host
/// name or an address. ice-server-fields.js of the page has the same rules;
/// tests/data/ice/urls.json holds samples for both.
struct IceUrl {
  bool is_turn = false;  ///< TURN servers need credentials
  IceTransport transport = IceTransport::Udp;
  std::string host;  ///< an IPv6 address has no brackets here
  std::uint16_t port = 0;

  /// Nothing if `text` is not such a URI.
  [[nodiscard]] static std::optional<IceUrl> parse(std::string_view text);

  [[nodiscard]] bool operator==(const IceUrl&) const = default;
};

}  // namespace parley::ice
