// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/client_address.hpp"

#include <algorithm>
#include <charconv>

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace parley::net {
namespace {

namespace ip = boost::asio::ip;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<IpAddress> parse_address(std::string_view text) {
  boost::system::error_code ec;
  const auto address = ip::make_address(std::string{text}, ec);
  if (ec) return std::nullopt;
  return canonical(address);
}

/// One element of X-Forwarded-For: an address, which some proxies write with its port.
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

IpAddress network_address(const IpAddress& address, unsigned prefix_bits) {
  const auto bits = static_cast<unsigned short>(prefix_bits);
  if (address.is_v4()) return ip::make_network_v4(address.to_v4(), bits).network();
  return ip::make_network_v6(address.to_v6(), bits).network();
}

}  // namespace

IpAddress canonical(const IpAddress& address) {
  if (address.is_v4()) return address;
  const auto v6 = address.to_v6();
  if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6);
  return ip::address_v6{v6.to_bytes()};
}

IpAddress limit_key(const IpAddress& address) {
  constexpr unsigned kSubscriberPrefix = 64;
  const IpAddress plain = canonical(address);
  return plain.is_v4() ? plain : network_address(plain, kSubscriberPrefix);
}

std::optional<Network> Network::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  const unsigned longest = address->is_v4() ? 32 : 128;
  unsigned bits = longest;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (error != std::errc{} || end != digits.data() + digits.size() || bits > longest) {
      return std::nullopt;
    }
  }
  return Network{network_address(*address, bits), bits};
}

bool Network::contains(const IpAddress& address) const {
  const IpAddress plain = canonical(address);
  return plain.is_v4() == address_.is_v4() && network_address(plain, prefix_bits_) == address_;
}

std::string Network::to_string() const {
  return address_.to_string() + "/" + std::to_string(prefix_bits_);
}

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
