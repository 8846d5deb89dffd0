// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/client_address.hpp"

#include <algorithm>

namespace parley::net {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// One element of X-Forwarded-For: an address, to which some proxies add the port.
std::optional<IpAddress> parse_forwarded(std::string_view text) {
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

}  // namespace

ClientAddress client_address(const PeerAddress& peer, std::string_view forwarded_for,
                             const TrustedProxies& trusted) {
  const bool believed = peer ? is_trusted(*peer, trusted) : trusted.unix_sockets;
  if (!believed) return {peer, false};
  ClientAddress client{peer, true};
  while (!forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const auto part =
        comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
    forwarded_for =
        comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
    const auto address = parse_forwarded(trim(part));
    if (!address) break;
    client = {address, false};
    if (!is_trusted(*address, trusted)) break;
  }
  return client;
}

}  // namespace parley::net
