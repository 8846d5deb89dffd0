// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/target.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <random>
#include <utility>

#include "parley/base/percent.hpp"
#include "parley/protocol/room_id.hpp"

namespace parley::check {
namespace {

bool is_host_text(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == ':';
  });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

/// host[:port], an IPv6 host in brackets. Returns an error, or nothing.
std::string read_authority(std::string_view text, Target& target) {
  if (text.find('@') != std::string_view::npos) return "it must not contain a user name";
  std::size_t host_end = text.find(':');
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return "the bracket of its IPv6 address is not closed";
    target.host = text.substr(1, bracket - 1);
    host_end = bracket + 1 == text.size() ? std::string_view::npos : bracket + 1;
  } else {
    target.host = text.substr(0, host_end);
  }
  if (!is_host_text(target.host)) return "it names no host";
  if (host_end == std::string_view::npos) return {};
  const auto port = text[host_end] == ':' ? parse_port(text.substr(host_end + 1)) : std::nullopt;
  if (!port) return "its port is not a number from 1 to 65535";
  target.port = *port;
  return {};
}

bool is_path_text(std::string_view path) {
  return std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7f && c != '\\'; });
}

/// Reads the path before all paths of the server: "", or "/" and more, without a "/" at its end.
/// Returns an error, or nothing.
std::string read_base(std::string_view base, Target& target) {
  while (base.ends_with('/')) base.remove_suffix(1);
  target.base = base;
  return is_path_text(base) ? std::string{} : "its path has characters that a path cannot have";
}

/// Reads the path of the start page, of a room's page or of a room's socket, which may be below
/// another path. Returns an error, or nothing.
std::string read_path(std::string_view path, Target& target) {
  for (const std::string_view prefix : {"/room/", "/chat/"}) {
    const std::size_t at = path.rfind(prefix);
    if (at == std::string_view::npos) continue;
    target.prefix = prefix;
    std::string_view room = path.substr(at + prefix.size());
    if (room.ends_with("/ws")) room.remove_suffix(3);
    const auto id = percent_decode(room);
    if (!id || !protocol::is_room_id(*id)) return "what it names is not a room";
    return read_base(path.substr(0, at), target);
  }
  return read_base(path, target);
}

}  // namespace

std::string Target::authority() const {
  const std::string name = host.find(':') == std::string::npos ? host : '[' + host + ']';
  const bool is_default = port == (is_tls ? 443 : 80);
  return is_default ? name : name + ':' + std::to_string(port);
}

std::string Target::origin() const {
  return (is_tls ? "https://" : "http://") + authority();
}

ParsedTarget parse_target(std::string_view url, std::string room) {
  ParsedTarget parsed;
  Target& target = parsed.target;
  target.room = std::move(room);
  const std::size_t separator = url.find("://");
  const std::string_view scheme = url.substr(0, separator);
  const bool is_known = scheme == "https" || scheme == "wss" || scheme == "http" || scheme == "ws";
  if (separator == std::string_view::npos || !is_known) {
    parsed.error = "it does not begin with https://, wss://, http:// or ws://";
    return parsed;
  }
  target.is_tls = scheme == "https" || scheme == "wss";
  target.port = target.is_tls ? 443 : 80;
  url.remove_prefix(separator + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = std::min(url.find('/'), url.size());
  parsed.error = read_authority(url.substr(0, slash), target);
  if (parsed.error.empty()) parsed.error = read_path(url.substr(slash), target);
  return parsed;
}

std::string random_room() {
  std::random_device source;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%08x%08x", source(), source());
  return std::string{"parley-check-"} + digits;
}

}  // namespace parley::check
