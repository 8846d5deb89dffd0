// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {

[[nodiscard]] std::vector<std::string> print_addresses(
    const std::vector<net::ListenAddress>& addresses);

/// Finds addresses that occur twice. Several may have port 0.
[[nodiscard]] std::vector<Problem> repeated_addresses(
    const std::vector<net::ListenAddress>& addresses, const std::vector<Scalar>& scalars);

/// A list of addresses to listen on. Writing the default into the file does not change it: optional
/// addresses stay optional.
template <class Member>
ListType<net::ListenAddress> listen_address_list(std::string range, Member member) {
  const auto store = [member](Config& config, std::vector<net::ListenAddress> addresses,
                              const std::vector<Scalar>& scalars) {
    const Config defaults;
    auto problems = repeated_addresses(addresses, scalars);
    const bool is_default = print_addresses(addresses) == print_addresses(member(defaults));
    member(config) = is_default ? member(defaults) : std::move(addresses);
    return problems;
  };
  const auto print = [member](const Config& config) { return print_addresses(member(config)); };
  return {std::move(range),
          "an address such as 127.0.0.1:8080, [::1]:8080, tls:0.0.0.0:8443 or "
          "unix:/run/parley/parley.sock",
          net::parse_listen_address, store, print};
}

}  // namespace parley::daemon
