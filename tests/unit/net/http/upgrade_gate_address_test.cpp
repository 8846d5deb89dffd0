// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Limits per address, and whose address it is: docs/protocol.md, "Limits".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

class OnePerAddress : public testing::Test {
 protected:
  bool is_let_in(const std::string& forwarded_for) {
    HttpClient http(daemon_.port());
    const HttpClient::Headers headers = upgrade_headers({"X-Forwarded-For: " + forwarded_for});
    const int status = http.get("/room/tea/ws", headers).status;
    EXPECT_TRUE(status == 101 || status == 429) << status;
    if (status == 101) connections_.push_back(http.release().first);
    return status == 101;
  }

  ParleydProcess daemon_{
      "limits: {connections_per_address: 1}\n"
      "trusted_proxies: [127.0.0.0/8, 10.0.0.0/8]\n"};
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
    Member a = join(Socket::tcp(daemon_.port()), "tea");  // trusted, without a header: exempt
    (void)ids_in_room(a);
    connections_.clear();
    EXPECT_EQ(wait_for_room_of(a, 1).at("data").at("clients"), listed({{a.id}}));
  }
  EXPECT_TRUE(is_let_in("203.0.113.1"));
}

TEST_F(OnePerAddress, AProxyWithoutTheHeaderIsExemptAndLoggedOnce) {
  Member a = join(daemon_.port(), "tea");
  Member b = join(daemon_.port(), "tea");
  Member c = join(daemon_.port(), "tea");
  EXPECT_THAT(ids_in_room(a), testing::SizeIs(3));
  std::size_t lines = 0;
  for (const std::string& line : daemon_.log()) {
    lines += line.find("X-Forwarded-For") != line.npos || line.find("forward") != line.npos;
  }
  EXPECT_LE(lines, 1U);
}

TEST(DirectPeers, AreCountedByTheirOwnAddressWhateverTheyForward) {
  ParleydProcess daemon("limits: {connections_per_address: 1}\ntrusted_proxies: []\n");
  const Member a = join(Socket::tcp(daemon.port(), {.from = "127.0.0.1"}), "tea");
  const HttpClient::Headers forged = upgrade_headers({"X-Forwarded-For: 203.0.113.1"});
  EXPECT_EQ(HttpClient(Socket::tcp(daemon.port(), {.from = "127.0.0.1"}))
                .get("/room/tea/ws", forged)
                .status,
            429);
  Member b = join(Socket::tcp(daemon.port(), {.from = "127.0.0.2"}), "tea");
  EXPECT_THAT(ids_in_room(b), testing::ElementsAre(a.id, b.id));
}

TEST(DirectPeers, HaveARateOfNewConnections) {
  ParleydProcess daemon(
      "limits: {new_connections_per_address_per_second: 0.001, "
      "new_connections_per_address_burst: 2}\ntrusted_proxies: []\n");
  const auto status_from = [&](const char* address) {
    return HttpClient(Socket::tcp(daemon.port(), {.from = address})).get("/").status;
  };
  EXPECT_EQ(status_from("127.0.0.1"), 200);
  EXPECT_EQ(status_from("127.0.0.1"), 200);
  EXPECT_EQ(status_from("127.0.0.1"), 429);
  EXPECT_EQ(status_from("127.0.0.2"), 200);
}

TEST(ForwardedPeers, HaveARateOfNewConnections) {
  ParleydProcess daemon(
      "limits: {new_connections_per_address_per_second: 0.001, "
      "new_connections_per_address_burst: 2}\n");
  const auto status_for = [&](const char* address) {
    return HttpClient(daemon.port())
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
