// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/origin.hpp"

#include <algorithm>
#include <charconv>

#include "parley/base/header_field.hpp"

namespace parley::net {
namespace {

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), ascii_lower);
  return out;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
         c == '[' || c == ']' || c == ':' || c == '%' || c == '~';
}

std::uint16_t default_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) {
    return std::nullopt;
  }
  return port;
}

struct Authority {
  std::string host;
  std::optional<std::uint16_t> port;
};

/// host[:port], an IPv6 host in brackets (RFC 3986 section 3.2, without userinfo).
std::optional<Authority> parse_authority(std::string_view text) {
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  Authority authority{lower(text.substr(0, colon)), std::nullopt};
  if (authority.host.empty() || !std::ranges::all_of(authority.host, is_host_character)) {
    return std::nullopt;
  }
  if (colon == std::string_view::npos) return authority;
  authority.port = parse_port(text.substr(colon + 1));
  if (!authority.port) return std::nullopt;
  return authority;
}

}  // namespace

std::string Origin::to_string() const {
  if (is_opaque()) return "null";
  return scheme + "://" + host + (port == default_port(scheme) ? "" : ":" + std::to_string(port));
}

std::optional<Origin> parse_origin(std::string_view text) {
  if (text == "null") return Origin{};
  const std::size_t separator = text.find("://");
  if (separator == std::string_view::npos) return std::nullopt;
  const std::string scheme = lower(text.substr(0, separator));
  if (scheme != "http" && scheme != "https") return std::nullopt;
  auto authority = parse_authority(text.substr(separator + 3));
  if (!authority) return std::nullopt;
  return Origin{scheme, std::move(authority->host), authority->port.value_or(default_port(scheme))};
}

bool is_origin_allowed(std::optional<std::string_view> origin, const ServerName& server,
                       const std::vector<Origin>& allowed) {
  if (!origin) return true;
  const auto page = parse_origin(*origin);
  if (!page) return false;
  if (std::ranges::find(allowed, *page) != allowed.end()) return true;
  if (page->is_opaque()) return false;
  const auto authority = parse_authority(server.host);
  if (!authority || authority->host != page->host) return false;
  const auto port = authority->port ? authority->port : parse_port(server.port);
  if (port) return port == page->port;
  // The scheme of the proxy's clients is unknown, so the default port is that of the page's scheme.
  return server.is_told_by_proxy || page->port == default_port(page->scheme);
}

}  // namespace parley::net
