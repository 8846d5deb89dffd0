// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "daemon/config_keys.hpp"

namespace parley::daemon {
namespace {

template <class T>
std::vector<std::string> print_all(const std::vector<T>& values) {
  std::vector<std::string> texts;
  texts.reserve(values.size());
  for (const T& value : values) texts.push_back(value.to_string());
  return texts;
}

/// Writing the default down must not change it: what is optional in it stays so.
std::vector<net::ListenAddress> default_or(std::vector<net::ListenAddress> addresses,
                                           const std::vector<net::ListenAddress>& defaults) {
  if (print_all(addresses) == print_all(defaults)) return defaults;
  return addresses;
}

std::vector<Problem> read_addresses(const std::vector<Scalar>& values,
                                    std::vector<net::ListenAddress>& addresses) {
  std::vector<Problem> problems;
  addresses.clear();
  for (const Scalar& value : values) {
    auto address = net::parse_listen_address(value.text);
    if (!address) {
      problems.push_back({value.line, excerpt(value.text) +
                                          " is not an address such as 127.0.0.1:8080, "
                                          "[::1]:8080, tls:0.0.0.0:8443 or "
                                          "unix:/run/parley/parley.sock"});
    } else if (address->port != 0 || address->is_unix()) {
      if (std::ranges::find(addresses, *address) != addresses.end()) {
        problems.push_back({value.line, excerpt(value.text) + " appears twice"});
      }
    }
    if (address) addresses.push_back(std::move(*address));
  }
  return problems;
}

std::vector<Problem> read_listen(Config& config, const std::vector<Scalar>& values) {
  std::vector<Problem> problems = read_addresses(values, config.listen);
  if (values.empty()) problems.push_back({kLineOfKey, "at least one address is needed"});
  config.listen = default_or(std::move(config.listen), Config{}.listen);
  return problems;
}

std::vector<Problem> read_metrics_listen(Config& config, const std::vector<Scalar>& values) {
  auto& addresses = config.metrics_listen;
  std::vector<Problem> problems = read_addresses(values, addresses);
  if (std::ranges::any_of(addresses, &net::ListenAddress::is_tls)) {
    problems.push_back({kLineOfKey, "metrics are served without TLS"});
  }
  addresses = default_or(std::move(addresses), Config{}.metrics_listen);
  return problems;
}

std::vector<Problem> read_origins(Config& config, const std::vector<Scalar>& values) {
  std::vector<Problem> problems;
  config.origins.clear();
  for (const Scalar& value : values) {
    auto origin = net::parse_origin(value.text);
    if (origin) {
      config.origins.push_back(std::move(*origin));
    } else {
      problems.push_back(
          {value.line, excerpt(value.text) + " is not an origin such as https://example.org"});
    }
  }
  return problems;
}

constexpr std::string_view kUnixSockets = "unix";

std::vector<Problem> read_trusted_proxies(Config& config, const std::vector<Scalar>& values) {
  std::vector<Problem> problems;
  config.trusted_proxies = {{}, false};
  for (const Scalar& value : values) {
    const auto network = net::Network::parse(value.text);
    if (value.text == kUnixSockets) {
      config.trusted_proxies.unix_sockets = true;
    } else if (network) {
      config.trusted_proxies.networks.push_back(*network);
    } else {
      problems.push_back({value.line, excerpt(value.text) +
                                          " is neither an address block such as 10.0.0.0/8 nor "
                                          "the word unix"});
    }
  }
  return problems;
}

std::vector<std::string> print_trusted_proxies(const Config& config) {
  auto texts = print_all(config.trusted_proxies.networks);
  if (config.trusted_proxies.unix_sockets) texts.emplace_back(kUnixSockets);
  return texts;
}

}  // namespace

Key listen_key() {
  const auto print = [](const Config& config) { return print_all(config.listen); };
  return {"listen",
          Shape::List,
          "addresses such as 127.0.0.1:8080, [::1]:8080, tls:0.0.0.0:8443, "
          "unix:/run/parley/parley.sock",
          "Where to listen; port 0 asks the system for a free one. In the default the IPv6 "
          "address may be missing from the machine, any other address must be there.",
          Reload::No,
          read_listen,
          print};
}

Key metrics_listen_key() {
  const auto print = [](const Config& config) { return print_all(config.metrics_listen); };
  return {"metrics.listen",
          Shape::List,
          "addresses such as 127.0.0.1:9690, unix:/run/parley/metrics.sock; none turns it off",
          "Where /metrics is served, for Prometheus; everybody who can connect may read it. The "
          "default may be taken by somebody else, any other address must be free.",
          Reload::No,
          read_metrics_listen,
          print};
}

Key origins_key() {
  const auto print = [](const Config& config) { return print_all(config.origins); };
  return {"origins",
          Shape::List,
          "origins such as https://example.org, or null",
          "Web origins that may connect besides the server's own; pages of any other are refused "
          "with 403.",
          Reload::Yes,
          read_origins,
          print};
}

Key trusted_proxies_key() {
  return {"trusted_proxies",
          Shape::List,
          "addresses, address blocks such as 10.0.0.0/8, and the word unix",
          "Peers whose X-Forwarded-For header is believed; unix stands for every Unix socket.",
          Reload::Yes,
          read_trusted_proxies,
          print_trusted_proxies};
}

}  // namespace parley::daemon
