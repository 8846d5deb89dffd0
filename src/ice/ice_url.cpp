// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include <arpa/inet.h>

#include "parley/ice/ice_server.hpp"

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

/// A host name or an IPv4 address. A name whose last label is a number can only be meant as an
/// address, so that 192.0.2.999 is no name.
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

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return text.size() <= 5 && error == std::errc{} && end == text.data() + text.size() && port != 0;
}

/// host [":" port], an IPv6 address in brackets.
bool is_authority(std::string_view text) {
  std::size_t host_end = text.find(':');
  bool host_ok = false;
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return false;
    host_ok = is_ip(AF_INET6, text.substr(1, bracket - 1));
    host_end = bracket + 1 == text.size() ? std::string_view::npos : bracket + 1;
  } else {
    host_ok = is_name_or_ipv4(text.substr(0, host_end));
  }
  if (!host_ok || host_end == std::string_view::npos) return host_ok;
  return text[host_end] == ':' && is_port(text.substr(host_end + 1));
}

}  // namespace

// Lower case only: the grammar does not care, but browsers do.
bool is_turn_url(std::string_view url) {
  return url.starts_with("turn:") || url.starts_with("turns:");
}

bool is_ice_url(std::string_view url) {
  const bool turn = is_turn_url(url);
  if (!turn && !url.starts_with("stun:") && !url.starts_with("stuns:")) return false;
  // inet_pton would stop reading at a null byte.
  if (url.find('\0') != std::string_view::npos) return false;
  const std::string_view rest = url.substr(url.find(':') + 1);
  const std::size_t question = rest.find('?');
  if (question != std::string_view::npos) {
    const std::string_view query = rest.substr(question);
    if (!turn || (query != "?transport=udp" && query != "?transport=tcp")) return false;
  }
  return is_authority(rest.substr(0, question));
}

}  // namespace parley::ice
