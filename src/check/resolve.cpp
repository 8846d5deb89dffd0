// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/resolve.hpp"

#include <algorithm>
#include <cstring>
#include <future>
#include <memory>
#include <thread>

#include <netdb.h>
#include <netinet/in.h>

namespace parley::check {
namespace {

namespace ip = boost::asio::ip;

ip::address address_from(const sockaddr& from) {
  if (from.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &from, sizeof v4);
    return ip::address_v4{ntohl(v4.sin_addr.s_addr)};
  }
  sockaddr_in6 v6{};
  std::memcpy(&v6, &from, sizeof v6);
  ip::address_v6::bytes_type bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return ip::address_v6{bytes, v6.sin6_scope_id};
}

std::string resolver_words(int error) {
  if (error == EAI_NONAME || error == EAI_NODATA)
    return "the name does not exist, or has no address";
  if (error == EAI_AGAIN) return "the name servers did not answer";
  return gai_strerror(error);
}

Resolution ask_system(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  Resolution resolution;
  if (const int error = getaddrinfo(host.c_str(), nullptr, &hints, &list); error != 0) {
    resolution.error = resolver_words(error);
    return resolution;
  }
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    const ip::address address = address_from(*entry->ai_addr);
    auto& all = resolution.addresses;
    if (std::ranges::find(all, address) == all.end()) all.push_back(address);
  }
  freeaddrinfo(list);
  if (resolution.addresses.empty()) resolution.error = resolver_words(EAI_NODATA);
  return resolution;
}

}  // namespace

Resolution resolve(const std::string& host, TimePoint deadline) {
  error_code ec;
  if (const auto address = ip::make_address(host, ec); !ec) return {{address}, {}};
  // getaddrinfo has no deadline and cannot be cancelled; if necessary its thread is left running.
  const auto promise = std::make_shared<std::promise<Resolution>>();
  std::future<Resolution> answer = promise->get_future();
  std::thread([promise, host] { promise->set_value(ask_system(host)); }).detach();
  if (answer.wait_until(deadline) == std::future_status::ready) return answer.get();
  return {{}, "the name servers did not answer in time"};
}

bool is_private(const ip::address& address) {
  if (address.is_loopback() || address.is_unspecified()) return true;
  if (address.is_v6()) {
    const ip::address_v6 v6 = address.to_v6();
    if (v6.is_v4_mapped()) return is_private(ip::make_address_v4(ip::v4_mapped, v6));
    constexpr unsigned kUniqueLocal = 0xfc;  // fc00::/7
    return v6.is_link_local() || (v6.to_bytes()[0] & 0xfeU) == kUniqueLocal;
  }
  const auto bytes = address.to_v4().to_bytes();
  return bytes[0] == 10 || (bytes[0] == 172 && (bytes[1] & 0xf0U) == 16) ||
         (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254) ||
         (bytes[0] == 100 && (bytes[1] & 0xc0U) == 64);
}

}  // namespace parley::check
