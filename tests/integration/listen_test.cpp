// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Listening on several addresses, IPv6 among them.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

bool machine_has_ipv6_loopback() {
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return false;
  bool found = false;
  for (const ifaddrs* one = all; one != nullptr && !found; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET6) continue;
    const auto* const address = reinterpret_cast<const sockaddr_in6*>(one->ifa_addr);
    found = IN6_IS_ADDR_LOOPBACK(&address->sin6_addr);
  }
  freeifaddrs(all);
  return found;
}

std::uint16_t port_behind(const std::string& line, std::string_view address) {
  return static_cast<std::uint16_t>(std::stoul(line.substr(line.find(address) + address.size())));
}

TEST(Listen, EveryAddressLeadsToTheSameRooms) {
  ParleydProcess daemon(ParleydOptions{.listen = {"127.0.0.1:0", "127.0.0.1:0"}});
  std::vector<std::uint16_t> ports;
  Member a = join(daemon.port(), "tea");
  daemon.wait_for_log({"event=joined"});  // comes after the lines about the addresses
  for (const std::string& line : daemon.log()) {
    constexpr std::string_view kAddress = "event=listening address=127.0.0.1:";
    if (line.find(kAddress) != line.npos) ports.push_back(port_behind(line, kAddress));
  }
  ASSERT_EQ(ports.size(), 2U);
  const Member b = join(ports[1], "tea");
  EXPECT_THAT(ids_in_room(a), testing::ElementsAre(a.id, b.id));
}

TEST(Listen, AnIpv6AddressIsServedOrRefusedWhereThereIsNone) {
  const bool has_ipv6 = machine_has_ipv6_loopback();
  ParleydProcess daemon(
      ParleydOptions{.listen = {"127.0.0.1:0", "[::1]:0"}, .is_started = has_ipv6});
  if (!has_ipv6) {
    EXPECT_EQ(daemon.wait_for_exit(), 1);
    return;
  }
  constexpr std::string_view kAddress = "address=[::1]:";
  const std::string line = daemon.wait_for_log({"event=listening", std::string(kAddress)});
  Member a = join(Socket::tcp6(port_behind(line, kAddress)), "tea");
  const Member b = join(daemon.port(), "tea");
  EXPECT_THAT(ids_in_room(a), testing::ElementsAre(a.id, b.id));
}

}  // namespace
}  // namespace parley::test
