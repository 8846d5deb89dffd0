// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/listen_addresses.hpp"

namespace parley::daemon {

std::vector<std::string> print_addresses(const std::vector<net::ListenAddress>& addresses) {
  std::vector<std::string> texts;
  for (const auto& address : addresses) texts.push_back(address.to_string());
  return texts;
}

std::vector<Problem> repeated_addresses(const std::vector<net::ListenAddress>& addresses,
                                        const std::vector<Scalar>& scalars) {
  std::vector<Problem> problems;
  for (auto address = addresses.begin(); address != addresses.end(); ++address) {
    const bool is_any_port = address->port == 0 && !address->is_unix();
    if (is_any_port || std::find(addresses.begin(), address, *address) == address) continue;
    const Scalar& scalar = scalars[static_cast<std::size_t>(address - addresses.begin())];
    problems.push_back({scalar.line, excerpt(scalar.text) + " appears twice"});
  }
  return problems;
}

}  // namespace parley::daemon
