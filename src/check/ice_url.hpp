// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::check {

enum class IceTransport : std::uint8_t { Udp, Tcp, Tls };

/// What a stun, stuns, turn or turns URI leads to, with the defaults of RFC 7064 and 7065.
struct IceUrl {
  bool is_turn = false;
  IceTransport transport = IceTransport::Udp;
  std::string host;  ///< that of IPv6 without brackets
  std::uint16_t port = 0;

  [[nodiscard]] bool operator==(const IceUrl&) const = default;
};

[[nodiscard]] std::optional<IceUrl> parse_ice_url(std::string_view url);

}  // namespace parley::check
