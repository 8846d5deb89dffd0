// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/listen/listen_address.hpp"

#include <charconv>

#include <boost/asio/ip/address.hpp>
#include <sys/un.h>

namespace parley::net {

namespace {

constexpr std::string_view kUnix = "unix:";
constexpr std::string_view kTls = "tls:";

}  // namespace

std::string ListenAddress::to_string() const {
  if (is_unix()) return std::string{kUnix} + path;
  const bool v6 = host.find(':') != std::string::npos;
  const std::string prefix{is_tls ? kTls : std::string_view{}};
  return prefix + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
  ListenAddress address;
  if (text.starts_with(kUnix)) {
    address.path = text.substr(kUnix.size());
    const bool fits = address.path.size() < sizeof(sockaddr_un::sun_path);
    if (!address.path.starts_with('/') || !fits) return std::nullopt;
    return address;
  }
  address.is_tls = text.starts_with(kTls);
  if (address.is_tls) text.remove_prefix(kTls.size());
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const bool bracketed = host.size() > 2 && host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  boost::system::error_code ec;
  const auto ip = boost::asio::ip::make_address(std::string{host}, ec);
  if (ec || ip.is_v6() != bracketed) return std::nullopt;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (error != std::errc{} || end != port.data() + port.size()) return std::nullopt;
  address.host = ip.to_string();
  return address;
}

}  // namespace parley::net
