// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/listen_addresses.hpp"
#include "daemon/config_keys/make_key.hpp"
#include "parley/net/connection/settings.hpp"

namespace parley::daemon {
namespace {

Key listen_key() {
  auto type = listen_address_list(
      "addresses such as 127.0.0.1:8080, [::1]:8080, tls:0.0.0.0:8443, "
      "unix:/run/parley/parley.sock",
      [](auto& c) -> auto& { return c.listen; });
  type.store = [store = type.store](Config& config, auto addresses, const auto& scalars) {
    if (addresses.empty())
      return std::vector<Problem>{{kLineOfKey, "requires at least one address"}};
    return store(config, std::move(addresses), scalars);
  };
  return list_key({"listen",
                   "Addresses on which the server listens. Port 0 means any free port. The server "
                   "does not start if an address is unusable, except for the IPv6 address of the "
                   "default."},
                  std::move(type), Reload::No);
}

Key mode_key() {
  const ValueType<std::uint32_t> type{"an octal file mode from 0000 to 0777",
                                      [](const Scalar& scalar) { return parse_mode(scalar.text); },
                                      [](std::uint32_t mode) { return print_mode(mode); }};
  return one_key(
      {"unix_socket.mode",
       "File mode of the Unix sockets that the server creates. It decides which users "
       "can connect to them."},
      [](auto& c) -> auto& { return c.unix_socket.mode; }, type, Reload::No);
}

Key base_path_key() {
  ValueType<std::string> type =
      text_type("a path such as /parley without a / at its end, or nothing");
  type.parse = [](const Scalar& scalar) {
    return net::is_base_path(scalar.text) ? std::optional{scalar.text} : std::nullopt;
  };
  return one_key(
      {"base_path",
       "URL path of the start page. All pages and WebSockets are below it. Set it if a proxy "
       "publishes the server below a path and does not remove that path from requests. At most "
       "128 letters, digits and the characters - . _ ~ /. Empty means the root. Outside this path "
       "the server has only /healthz and /readyz, for health checks that bypass the proxy."},
      [](auto& c) -> auto& { return c.base_path; }, type);
}

/// The type of a list of origins. `member` is a generic lambda, as in make_key.hpp.
template <class Member>
ListType<net::Origin> origin_list(std::string range, Member member) {
  const auto store = [member](Config& config, std::vector<net::Origin> origins, const auto&) {
    member(config) = std::move(origins);
    return std::vector<Problem>{};
  };
  const auto print = [member](const Config& config) {
    std::vector<std::string> texts;
    for (const auto& origin : member(config)) texts.push_back(origin.to_string());
    return texts;
  };
  return {std::move(range), "an origin such as https://example.org", net::parse_origin, store,
          print};
}

Key origins_key() {
  return list_key({"origins",
                   "Web origins, besides the server's own, whose pages may connect. The server "
                   "refuses pages of any other origin with HTTP 403."},
                  origin_list(
                      "origins such as https://example.org, or null",
                      [](auto& c) -> auto& { return c.origins; }));
}

/// Content-Security-Policy cannot list a page of the opaque origin, because that has no name.
std::optional<net::Origin> parse_named_origin(const std::string& text) {
  auto origin = net::parse_origin(text);
  if (origin && origin->is_opaque()) return std::nullopt;
  return origin;
}

Key embed_origins_key() {
  auto type = origin_list(
      "origins such as https://example.org", [](auto& c) -> auto& { return c.embed_origins; });
  type.parse = parse_named_origin;
  return list_key(
      {"embed.origins",
       "Web origins whose pages may show the server's pages in a frame, and may switch "
       "microphone and camera of the call in it. Browsers refuse to show them in other frames."},
      std::move(type));
}

constexpr std::string_view kUnixSockets = "unix";

/// Matches Unix sockets if `network` is empty.
struct TrustedPeer {
  std::optional<net::Network> network;
};

std::optional<TrustedPeer> parse_trusted_peer(const std::string& text) {
  if (text == kUnixSockets) return TrustedPeer{};
  const auto network = net::Network::parse(text);
  if (!network) return std::nullopt;
  return TrustedPeer{network};
}

Key trusted_proxies_key() {
  const auto store = [](Config& config, const std::vector<TrustedPeer>& peers, const auto&) {
    config.trusted_proxies = {{}, false};
    for (const auto& [network] : peers) {
      if (network) config.trusted_proxies.networks.push_back(*network);
      if (!network) config.trusted_proxies.unix_sockets = true;
    }
    return std::vector<Problem>{};
  };
  const auto print = [](const Config& config) {
    std::vector<std::string> texts;
    for (const auto& network : config.trusted_proxies.networks)
      texts.push_back(network.to_string());
    if (config.trusted_proxies.unix_sockets) texts.emplace_back(kUnixSockets);
    return texts;
  };
  return list_key<TrustedPeer>(
      {"trusted_proxies",
       "Proxies whose headers X-Forwarded-For, -Host and -Port, Forwarded and X-Real-IP the server "
       "believes. The word unix stands for every peer on a Unix socket."},
      {"addresses, address blocks such as 10.0.0.0/8, and the word unix",
       "an address block such as 10.0.0.0/8 or the word unix", parse_trusted_peer, store, print});
}

}  // namespace

Group address_keys() {
  return {
      "Addresses and files",
      "The addresses of the server, the files that it serves, and the proxies that it trusts.",
      {listen_key(), mode_key(),
       one_key(
           {"unix_socket.group",
            "Group of the Unix sockets that the server creates. Empty means the daemon's "
            "own group."},
           [](auto& c) -> auto& { return c.unix_socket.group; },
           text_type("the name of a group, or nothing"), Reload::No),
       one_key(
           {"tls.certificate",
            "PEM file with the certificate chain for the addresses that begin with tls:. "
            "The server's own certificate comes first. The server loads the file again when "
            "it changes."},
           [](auto& c) -> auto& { return c.tls.certificate; },
           path_type("a file, or nothing", true)),
       one_key(
           {"tls.key",
            "PEM file with the private key for tls.certificate, without a passphrase. The "
            "server loads the file again when it changes."},
           [](auto& c) -> auto& { return c.tls.key; }, path_type("a file, or nothing", true)),
       one_key(
           {"web_root", "Folder with the web pages that the server serves."},
           [](auto& c) -> auto& { return c.web_root; }, path_type("a folder", false), Reload::No),
       base_path_key(), origins_key(), embed_origins_key(), trusted_proxies_key()}};
}

}  // namespace parley::daemon
