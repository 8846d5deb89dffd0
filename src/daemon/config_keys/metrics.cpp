// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/listen_addresses.hpp"

namespace parley::daemon {

Group metrics_keys() {
  auto type = listen_address_list(
      "addresses such as 127.0.0.1:9690, unix:/run/parley/metrics.sock",
      [](auto& c) -> auto& { return c.metrics_listen; });
  type.store = [store = type.store](Config& config, auto addresses, const auto& scalars) {
    if (std::ranges::any_of(addresses, &net::ListenAddress::is_tls)) {
      return std::vector<Problem>{{kLineOfKey, "metrics are served without TLS"}};
    }
    return store(config, std::move(addresses), scalars);
  };
  return {"Metrics",
          "Figures for Prometheus.",
          {list_key({"metrics.listen",
                     "Addresses on which the server serves /metrics, without TLS. Every peer that "
                     "can connect can read the metrics. An empty list turns them off. The server "
                     "does not start if an address is unusable, except for the address of the "
                     "default."},
                    std::move(type), Reload::No)}};
}

}  // namespace parley::daemon
