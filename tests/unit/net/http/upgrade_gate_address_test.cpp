// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/configuration.md, "Keys": limits per address, and which address counts.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

class OnePerAddress : public testing::Test {
 protected:
  bool is_let_in(const std::string& forwarded_for) {
    HttpClient http(server_.connect({.address = "127.0.0.1"}));
    const HttpClient::Headers headers = upgrade_headers({"X-Forwarded-For: " + forwarded_for});
    const int status = http.get("/room/tea/ws", headers).status;
    EXPECT_TRUE(status == 101 || status == 429) << status;
    if (status == 101) connections_.push_back(http.release().first);
    return status == 101;
  }

  MemoryServer server_{
      {.net = {.limits = {.connections_per_address = 1},
               .trusted_proxies = {.networks = {*net::Network::parse("127.0.0.0/8"),
                                                *net::Network::parse("10.0.0.0/8")}}}}};
  std::vector<Socket> connections_;
};

TEST_F(OnePerAddress, TheForwardedAddressCounts) {
  EXPECT_TRUE(is_let_in("203.0.113.1"));
  EXPECT_FALSE(is_let_in("203.0.113.1"));
  EXPECT_TRUE(is_let_in("203.0.113.2"));
}

TEST_F(OnePerAddress, ItIsReadFromTheRight) {
  EXPECT_TRUE(is_let_in("203.0.113.1"));
  EXPECT_FALSE(is_let_in("198.51.100.7, 203.0.113.1"));
  EXPECT_FALSE(is_let_in("198.51.100.8,203.0.113.1"));
  EXPECT_TRUE(is_let_in("203.0.113.1, 198.51.100.9"));
}

TEST_F(OnePerAddress, TrustedProxiesArePassedOver) {
  EXPECT_TRUE(is_let_in("203.0.113.1"));
  EXPECT_FALSE(is_let_in("203.0.113.1, 10.1.2.3, 127.0.0.1"));
}

TEST_F(OnePerAddress, SeveralHeadersAreOneList) {
  EXPECT_TRUE(is_let_in("203.0.113.1"));
  EXPECT_FALSE(is_let_in("198.51.100.7\r\nX-Forwarded-For: 203.0.113.1"));
  EXPECT_FALSE(is_let_in("203.0.113.1\r\nX-Forwarded-For: 10.1.2.3"));
}

TEST_F(OnePerAddress, AnIpv6NetworkIsOneAddress) {
  EXPECT_TRUE(is_let_in("2001:db8:1:2::1"));
  EXPECT_FALSE(is_let_in("2001:db8:1:2:ffff::9"));
  EXPECT_TRUE(is_let_in("2001:db8:1:3::1"));
}

TEST_F(OnePerAddress, AMappedAddressIsTheIpv4Address) {
  EXPECT_TRUE(is_let_in("203.0.113.1"));
  EXPECT_FALSE(is_let_in("::ffff:203.0.113.1"));
}

TEST_F(OnePerAddress, LeavingMakesRoom) {
  EXPECT_TRUE(is_let_in("203.0.113.1"));
  {
    Member a = join(server_.connect({.address = "127.0.0.1"}),
                    "tea");  // trusted, without a header: exempt
    (void)ids_in_room(a);
    connections_.clear();
    EXPECT_EQ(wait_for_room_of(a, 1).at("data").at("clients"), listed({{a.id}}));
  }
  EXPECT_TRUE(is_let_in("203.0.113.1"));
}

TEST_F(OnePerAddress, AProxyWithoutTheHeaderIsExemptAndLoggedOnce) {
  const Endpoint proxy = server_.endpoint({.address = "127.0.0.1"});
  Member a = join(proxy, "tea");
  Member b = join(proxy, "tea");
  Member c = join(proxy, "tea");
  EXPECT_THAT(ids_in_room(a), testing::SizeIs(3));
  EXPECT_EQ(
      std::ranges::count_if(server_.log(),
                            [](const std::string& line) {
                              return line.starts_with("trusted-peer-without-forwarding-header");
                            }),
      1);
}

TEST(ForwardedPeers, HaveARateOfNewConnections) {
  MemoryServer server({.net = {.limits = {.new_connections_per_address = {0.001, 2}}}});
  const auto status_for = [&](const char* address) {
    return HttpClient(server.endpoint())
        .get("/room/tea/ws", upgrade_headers({std::string("X-Forwarded-For: ") + address}))
        .status;
  };
  EXPECT_EQ(status_for("203.0.113.1"), 101);
  EXPECT_EQ(status_for("203.0.113.1"), 101);
  EXPECT_EQ(status_for("203.0.113.1"), 429);
  EXPECT_EQ(status_for("203.0.113.2"), 101);
}

}  // namespace
}  // namespace parley::test
