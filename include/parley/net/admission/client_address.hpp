// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>

namespace parley::net {

using IpAddress = boost::asio::ip::address;

/// An IPv4 address that is written as IPv6 (::ffff:127.0.0.1) becomes IPv4, and zones are dropped,
/// so that one host has one address.
[[nodiscard]] IpAddress canonical(const IpAddress& address);

/// What limits are counted by: the IPv4 address, or the /64 network of an IPv6 one.
[[nodiscard]] IpAddress limit_key(const IpAddress& address);

/// An address block such as 10.0.0.0/8 or ::1/128; a bare address is a block of one.
class Network {
 public:
  [[nodiscard]] static std::optional<Network> parse(std::string_view text);
  [[nodiscard]] bool contains(const IpAddress& address) const;
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool operator==(const Network&) const = default;

 private:
  Network(const IpAddress& address, unsigned prefix_bits)
      : address_(address), prefix_bits_(prefix_bits) {}

  IpAddress address_;
  unsigned prefix_bits_;
};

/// The peers whose forwarding headers are believed.
struct TrustedProxies {
  std::vector<Network> networks;
  bool unix_sockets = true;
};

/// The far end of a connection as the socket knows it; nothing for a Unix socket.
using PeerAddress = std::optional<IpAddress>;

struct ClientAddress {
  PeerAddress address;     ///< nothing: a Unix peer that forwarded no address
  bool is_exempt = false;  ///< a trusted peer without a forwarding header: itself, no client
};

/// Whose request it is. `forwarded_for` is the value of X-Forwarded-For (all such headers joined by
/// commas; empty if none), which counts only if `peer` is trusted: it is read from the right, past
/// trusted proxies, to the first address that is not one. A part that is no address ends the
/// reading; what stands left of it is hearsay.
[[nodiscard]] ClientAddress client_address(const PeerAddress& peer, std::string_view forwarded_for,
                                           const TrustedProxies& trusted);

}  // namespace parley::net
