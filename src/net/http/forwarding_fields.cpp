// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/forwarding_fields.hpp"

namespace parley::net {

std::string joined_field(const HttpRequest& request, std::string_view name) {
  std::string all;
  const auto [begin, end] = request.equal_range(name);
  for (auto line = begin; line != end; ++line) {
    if (!all.empty()) all += ',';
    all.append(line->value().data(), line->value().size());
  }
  return all;
}

Forwarding forwarding_of(const HttpRequest& request, const PeerAddress& peer,
                         const TrustedProxies& trusted) {
  const ClientAddress client = client_address(peer, trusted);
  if (!client.is_exempt) return {.client = client};  // its headers do not count
  const ForwardingHeaders headers{.x_forwarded_for = joined_field(request, "X-Forwarded-For"),
                                  .x_forwarded_host = joined_field(request, "X-Forwarded-Host"),
                                  .x_forwarded_port = joined_field(request, "X-Forwarded-Port"),
                                  .forwarded = joined_field(request, "Forwarded"),
                                  .x_real_ip = joined_field(request, "X-Real-IP")};
  return read_forwarding(peer, headers, trusted);
}

ServerName server_name(const HttpRequest& request, const Forwarding& forwarding) {
  const auto& [host, port] = forwarding.host;
  const auto asked = request[http::field::host];
  const std::string_view name = host.empty() ? std::string_view{asked.data(), asked.size()} : host;
  return {name, port, forwarding.is_believed};
}

}  // namespace parley::net
