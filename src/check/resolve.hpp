// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "check/loop.hpp"

namespace parley::check {

/// The addresses of a name, each once, in the system's order; or the reason why there are none, for
/// people.
struct Resolution {
  std::vector<boost::asio::ip::address> addresses;
  std::string error;
};

/// Asks the system's resolver. A numeric host is its own address.
[[nodiscard]] Resolution resolve(const std::string& host, TimePoint deadline);

/// Whether the address cannot be reached from other networks: loopback, link-local, private (RFC
/// 1918, RFC 4193) or shared by a provider's customers (RFC 6598).
[[nodiscard]] bool is_private(const boost::asio::ip::address& address);

}  // namespace parley::check
