// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/network.hpp"

#include <charconv>

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace parley::net {
namespace {

namespace ip = boost::asio::ip;

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

std::optional<IpAddress> parse_address(std::string_view text) {
  boost::system::error_code ec;
  const auto address = ip::make_address(std::string{text}, ec);
  if (ec) return std::nullopt;
  return canonical(address);
}

IpAddress limit_key(const IpAddress& address) {
  constexpr unsigned kSubscriberPrefix = 64;
  const IpAddress plain = canonical(address);
  return plain.is_v4() ? plain : network_address(plain, kSubscriberPrefix);
}

AddressKey account_key(const IpAddress& address) {
  const IpAddress key = limit_key(address);
  const auto v6 = key.is_v4() ? ip::make_address_v6(ip::v4_mapped, key.to_v4()) : key.to_v6();
  return v6.to_bytes();
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

}  // namespace parley::net
