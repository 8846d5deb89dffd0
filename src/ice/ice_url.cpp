// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/ice/ice_url.hpp"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace parley::ice {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_label_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_';
}

bool is_label(std::string_view label) {
  constexpr std::size_t kMaxLabelBytes = 63;
  return !label.empty() && label.size() <= kMaxLabelBytes && label.front() != '-' &&
         label.back() != '-' && std::ranges::all_of(label, is_label_character);
}

bool is_ip(int family, std::string_view text) {
  in6_addr address{};
  return inet_pton(family, std::string{text}.c_str(), &address) == 1;
}

/// A host name or an IPv4 address. If the last label of a name is a number, it must be an address,
/// so 192.0.2.999 is not a name.
bool is_name_or_ipv4(std::string_view host) {
  constexpr std::size_t kMaxNameBytes = 253;
  if (host.size() > kMaxNameBytes) return false;
  const std::string_view last = host.substr(host.rfind('.') + 1);
  if (std::ranges::all_of(last, is_digit)) return is_ip(AF_INET, host);
  while (true) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (text.size() > 5 || !is_number || port == 0) return std::nullopt;
  return port;
}

/// Parses host [":" port]; an IPv6 address is in brackets. Without a port, the port in `url` stays.
bool parse_authority(std::string_view text, IceUrl& url) {
  std::size_t host_end = text.find(':');
  bool is_host = false;
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return false;
    url.host = text.substr(1, bracket - 1);
    is_host = is_ip(AF_INET6, url.host);
    host_end = bracket + 1 == text.size() ? std::string_view::npos : bracket + 1;
  } else {
    url.host = text.substr(0, host_end);
    is_host = is_name_or_ipv4(url.host);
  }
  if (!is_host || host_end == std::string_view::npos) return is_host;
  const auto port = text[host_end] == ':' ? parse_port(text.substr(host_end + 1)) : std::nullopt;
  url.port = port.value_or(0);
  return port.has_value();
}

struct Scheme {
  std::string_view name;
  bool is_turn;
  IceTransport transport;
  std::uint16_t port;
};

// Lower case only: the grammar allows both cases, but browsers do not.
constexpr Scheme kSchemes[]{{"stun", false, IceTransport::Udp, 3478},
                            {"stuns", false, IceTransport::Tls, 5349},
                            {"turn", true, IceTransport::Udp, 3478},
                            {"turns", true, IceTransport::Tls, 5349}};

}  // namespace

std::optional<IceUrl> IceUrl::parse(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto* const scheme = std::ranges::find(kSchemes, text.substr(0, colon), &Scheme::name);
  // inet_pton would stop reading at a null byte.
  if (colon == std::string_view::npos || scheme == std::end(kSchemes) ||
      text.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  IceUrl url{scheme->is_turn, scheme->transport, {}, scheme->port};
  text.remove_prefix(colon + 1);
  const std::size_t question = text.find('?');
  if (question != std::string_view::npos) {
    const std::string_view query = text.substr(question);
    if (!url.is_turn || (query != "?transport=udp" && query != "?transport=tcp"))
      return std::nullopt;
    // "turns" over UDP would be DTLS, which no browser speaks.
    const bool is_tcp = query.ends_with("tcp") && url.transport == IceTransport::Udp;
    if (is_tcp) url.transport = IceTransport::Tcp;
  }
  if (!parse_authority(text.substr(0, question), url)) return std::nullopt;
  return url;
}

}  // namespace parley::ice
