// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Transport": what a proxy tells of the name that the browser knows, and what
// the log says of a refusal.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

class OriginBehindProxy : public testing::Test {
 protected:
  int status_from(const char* peer, const HttpClient::Headers& headers) {
    server_.advance(1s);  // so that each refusal has a line of its own
    return HttpClient(server_.connect({.address = peer}))
        .get("/room/tea/ws", upgrade_headers(headers))
        .status;
  }
  int from_proxy(const HttpClient::Headers& headers) { return status_from("127.0.0.1", headers); }
  int from_stranger(const HttpClient::Headers& headers) {
    return status_from("203.0.113.1", headers);
  }

  MemoryServer server_{
      {.net = {.trusted_proxies = {.networks = {*net::Network::parse("127.0.0.0/8")}}}}};
};

TEST_F(OriginBehindProxy, MayHaveAPortThatTheProxyDrops) {
  EXPECT_EQ(from_proxy({"Host: example.com", "Origin: https://example.com:3001"}), 101);
  EXPECT_EQ(from_stranger({"Host: example.com", "Origin: https://example.com:3001"}), 403);
}

TEST_F(OriginBehindProxy, IsComparedWithTheForwardedHost) {
  const HttpClient::Headers headers{"Host: 10.0.0.7:8080", "X-Forwarded-Host: meet.example.org",
                                    "X-Forwarded-Proto: https", "Origin: https://meet.example.org"};
  EXPECT_EQ(from_proxy(headers), 101);
  EXPECT_EQ(from_stranger(headers), 403);
  EXPECT_EQ(from_proxy({"Host: 10.0.0.7:8080", "X-Forwarded-Host: meet.example.org",
                        "Origin: https://10.0.0.7:8080"}),
            403);
}

TEST_F(OriginBehindProxy, IsComparedWithTheHostOfForwarded) {
  const HttpClient::Headers headers{"Host: 10.0.0.7:8080",
                                    "Forwarded: for=192.0.2.1;host=\"meet.example.org:8443\"",
                                    "Origin: https://meet.example.org:8443"};
  EXPECT_EQ(from_proxy(headers), 101);
  EXPECT_EQ(from_stranger(headers), 403);
}

TEST_F(OriginBehindProxy, OfAnotherSiteIsRefusedAsEver) {
  for (const char* told : {"X-Forwarded-Host: meet.example.org", "X-Forwarded-Host: ",
                           "Forwarded: for=192.0.2.1;host=meet.example.org"}) {
    EXPECT_EQ(from_proxy({"Host: meet.example.org", told, "Origin: https://evil.example"}), 403);
  }
}

TEST_F(OriginBehindProxy, IsLoggedWithWhatItWasComparedWith) {
  EXPECT_EQ(from_proxy({"Host: 10.0.0.7:8080", "X-Forwarded-For: 192.0.2.1",
                        "X-Forwarded-Host: meet.example.org", "Origin: https://evil.example"}),
            403);
  EXPECT_TRUE(server_.log_has({"upgrade-refused reason=origin status=403 address=192.0.2.1",
                               "path=room-socket",
                               "detail=https://evil.example is not an origin of meet.example.org, "
                               "as the proxy has told"}));
  EXPECT_EQ(from_stranger({"Host: meet.example.org", "Origin: https://evil.example"}), 403);
  EXPECT_TRUE(server_.log_has({"address=203.0.113.1", "an origin of meet.example.org, the Host"}));
}

TEST_F(OriginBehindProxy, IsCutInTheLog) {
  EXPECT_EQ(from_stranger({"Origin: https://" + std::string(3000, 'e') + ".example"}), 403);
  EXPECT_LT(server_.log().back().size(), 500U);
}

class RefusedUpgrades : public OriginBehindProxy {
 protected:
  int status_of(const std::string& target, const HttpClient::Headers& headers) {
    server_.advance(1s);
    return http_get(server_.endpoint({.address = "203.0.113.1"}), target, headers).status;
  }
};

TEST_F(RefusedUpgrades, AreLoggedWithReasonStatusAndClassOfThePath) {
  const HttpClient::Headers upgrade = upgrade_headers();
  EXPECT_EQ(status_of("/room/a%2fb/ws", upgrade), 400);
  EXPECT_TRUE(server_.log_has({"upgrade-refused reason=bad-request status=400", "path=malformed"}));
  EXPECT_EQ(status_of("/rooms/tea/ws", upgrade), 404);
  EXPECT_TRUE(server_.log_has({"upgrade-refused reason=no-such-path status=404", "path=file"}));
  EXPECT_EQ(status_of("/room/tea", upgrade), 404);
  EXPECT_TRUE(server_.log_has({"reason=no-such-path status=404", "path=room-page"}));
  EXPECT_EQ(status_of("/room/tea/ws", {}), 426);
  EXPECT_TRUE(server_.log_has({"reason=bad-request status=426", "path=room-socket"}));
}

TEST_F(RefusedUpgrades, DoNotIncludeRequestsForPages) {
  EXPECT_EQ(status_of("/nothing", {}), 404);
  EXPECT_EQ(status_of("/room/a%2fb", {}), 400);
  EXPECT_FALSE(server_.log_has({"upgrade-refused"}));
}

TEST(RefusedUpgradesOverALimit, AreLogged) {
  MemoryServer server({.net = {.limits = {.connections = 1}}});
  const Member a = join(server.connect({.address = "203.0.113.1"}), "tea");
  EXPECT_EQ(HttpClient(server.connect({.address = "203.0.113.2"}))
                .get("/room/tea/ws", upgrade_headers())
                .status,
            503);
  EXPECT_TRUE(server.log_has({"upgrade-refused reason=total-connections status=503",
                              "address=203.0.113.2", "path=room-socket"}));
}

}  // namespace
}  // namespace parley::test
