// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/ip/address.hpp>

#include "parley/base/accounts.hpp"

namespace parley::net {

using IpAddress = boost::asio::ip::address;

/// Turns an IPv4 address written as IPv6 (::ffff:127.0.0.1) into IPv4 and drops zones, so that one
/// host has one address.
[[nodiscard]] IpAddress canonical(const IpAddress& address);

/// An address in its canonical form; nothing if `text` is not one.
[[nodiscard]] std::optional<IpAddress> parse_address(std::string_view text);

/// The address that limits count: the IPv4 address, or the /64 network of an IPv6 address.
[[nodiscard]] IpAddress limit_key(const IpAddress& address);

/// limit_key(address) as the key of an account.
[[nodiscard]] AddressKey account_key(const IpAddress& address);

/// An address block such as 10.0.0.0/8 or ::1/128. A bare address is a block of one address.
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

}  // namespace parley::net
