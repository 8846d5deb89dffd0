// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/client_address.hpp"

#include <algorithm>

#include "parley/base/header_field.hpp"
#include "parley/net/admission/forwarded_reader.hpp"

namespace parley::net {
namespace {

/// Parses an address. Some proxies add a port, which is ignored.
std::optional<IpAddress> parse_node(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return std::nullopt;
    return parse_address(text.substr(1, bracket - 1));
  }
  if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
  return parse_address(text);
}

bool is_trusted(const IpAddress& address, const TrustedProxies& trusted) {
  return std::ranges::any_of(trusted.networks,
                             [&](const Network& network) { return network.contains(address); });
}

bool is_believed(const PeerAddress& peer, const TrustedProxies& trusted) {
  return peer ? is_trusted(*peer, trusted) : trusted.unix_sockets;
}

/// The element `steps` to the left of the last one, or the first one if there are fewer: an outer
/// proxy may set a header that the inner ones pass on.
std::string element_at(std::string_view list, std::size_t steps) {
  ListReader reader{list};
  std::string_view found;
  for (std::size_t i = 0; i <= steps; ++i) {
    const auto element = reader.next();
    if (!element) break;
    found = *element;
  }
  return std::string{found};
}

/// Skips trusted proxies until it reaches the client. `next` returns the next element to the left.
/// Returns the number of skipped proxies.
template <class Next>
std::size_t go_to_client(Forwarding& forwarding, const TrustedProxies& trusted, Next next) {
  for (std::size_t steps = 0;; ++steps) {
    const std::optional<ForwardedElement> element = next();
    if (!element) return steps == 0 ? 0 : steps - 1;
    if (!element->host.empty()) forwarding.host.host = element->host;
    const auto address = parse_node(element->node);
    if (!address) return steps;
    forwarding.client = {address, false};
    if (!is_trusted(*address, trusted)) return steps;
  }
}

std::size_t read_x_forwarded_for(Forwarding& forwarding, std::string_view list,
                                 const TrustedProxies& trusted) {
  return go_to_client(forwarding, trusted,
                      [reader = ListReader{list}]() mutable -> std::optional<ForwardedElement> {
                        const auto address = reader.next();
                        if (!address) return std::nullopt;
                        return ForwardedElement{std::string{*address}, {}};
                      });
}

std::size_t read_forwarded(Forwarding& forwarding, std::string_view list,
                           const TrustedProxies& trusted) {
  return go_to_client(forwarding, trusted,
                      [reader = ForwardedReader{list}]() mutable { return reader.next(); });
}

}  // namespace

ClientAddress client_address(const PeerAddress& peer, const TrustedProxies& trusted) {
  return {peer, is_believed(peer, trusted)};
}

Forwarding read_forwarding(const PeerAddress& peer, const ForwardingHeaders& headers,
                           const TrustedProxies& trusted) {
  Forwarding forwarding{client_address(peer, trusted), is_believed(peer, trusted), {}};
  if (!forwarding.is_believed) return forwarding;
  std::size_t steps = 0;
  if (!headers.x_forwarded_for.empty()) {
    steps = read_x_forwarded_for(forwarding, headers.x_forwarded_for, trusted);
  } else if (!headers.forwarded.empty()) {
    steps = read_forwarded(forwarding, headers.forwarded, trusted);
  } else if (const auto address = parse_node(trim(headers.x_real_ip))) {
    forwarding.client = {address, false};
  }
  if (!headers.x_forwarded_host.empty()) {
    forwarding.host = {element_at(headers.x_forwarded_host, steps),
                       element_at(headers.x_forwarded_port, steps)};
  } else if (forwarding.host.host.empty()) {
    forwarding.host.port = element_at(headers.x_forwarded_port, steps);
  }
  return forwarding;
}

}  // namespace parley::net
