// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The ICE servers of the configuration, and fresh ones after a reload for clients of parley.v1.
#include <csignal>
#include <ctime>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

constexpr const char* kBefore = "ice_servers: [{urls: [\"stun:127.0.0.1\"]}]\n";
constexpr const char* kAfter = "ice_servers: [{urls: [\"stun:127.0.0.2\"]}]\n";

class IceServerPush : public testing::Test {
 protected:
  void reload(const std::string& config) {
    daemon_.rewrite_config(config);
    const std::size_t before = daemon_.log().size();
    daemon_.signal(SIGHUP);
    daemon_.wait_for_log({"event=reloaded"}, before);
  }

  ParleydProcess daemon_{kBefore};
  Member base_ = join(daemon_.port(), "tea");
  V1Client v1_{daemon_.port(), "tea"};
};

TEST_F(IceServerPush, FollowsAReloadThatChangedThemAndIsForV1Only) {
  reload(kAfter);
  const json message = v1_.read();
  EXPECT_EQ(message.at("sender"), "ground control");
  EXPECT_EQ(message.at("type"), "ice-servers");
  EXPECT_EQ(message.at("data"), json::parse(R"([{"urls":["stun:127.0.0.2"]}])"));
  EXPECT_EQ(base_.ws.messages_until_now(), std::vector<json>{});
}

TEST_F(IceServerPush, DoesNotFollowAReloadThatLeftThemAlone) {
  reload(std::string(kBefore) + "rooms: {clients: 7}\n");
  v1_.ws().send(R"({"type":"get-room-info"})");
  EXPECT_EQ(v1_.ws().read().at("type"), "room-info");
  // The turn that would have brought them is over by the one that brings this.
  EXPECT_EQ(v1_.ws().read().at("type"), "ack");
}

TEST_F(IceServerPush, ReachesWhoIsAwayWithTheWelcome) {
  (void)v1_.messages_until_now();
  v1_.drop();
  daemon_.wait_for_log({"event=suspended"});
  reload(kAfter);
  EXPECT_EQ(v1_.resume(daemon_.port()).at("ice_servers"),
            json::parse(R"([{"urls":["stun:127.0.0.2"]}])"));
  EXPECT_EQ(v1_.messages_until_now(), std::vector<json>{});
}

TEST_F(IceServerPush, CountsAndIsReplayed) {
  reload(kAfter);
  const json message = v1_.read();
  const std::uint64_t received = v1_.received();
  EXPECT_EQ(received, 1U);
  WsClient again(daemon_.port(), "/room/tea/ws?received=0&resume=" + v1_.tokens().back(),
                 {kV1Offer});
  EXPECT_EQ(again.read().at("type"), "welcome");
  EXPECT_EQ(again.read(), message);
}

TEST(IceServers, ComeAsConfiguredWithACredentialOfOnesOwn) {
  ParleydProcess daemon(R"(
ice_servers:
  - urls: ["stun:127.0.0.1:3478"]
  - urls: ["turn:127.0.0.1:3478?transport=udp"]
    username: u
    credential: c
  - urls: ["turn:127.0.0.1", "turns:127.0.0.1"]
    secret: shared
)");
  Member a = join(daemon.port(), "tea");
  const json data = ask(a, {{"type", "get-ice-servers"}}).at("data");
  ASSERT_EQ(data.size(), 3U);
  EXPECT_EQ(data[0], json({{"urls", {"stun:127.0.0.1:3478"}}}));
  EXPECT_EQ(data[1], json({{"urls", {"turn:127.0.0.1:3478?transport=udp"}},
                           {"username", "u"},
                           {"credential", "c"}}));
  EXPECT_EQ(data[2].at("urls"), json({"turn:127.0.0.1", "turns:127.0.0.1"}));
  const std::string username = data[2].at("username");
  EXPECT_TRUE(username.ends_with(":" + a.id)) << username;
  const std::int64_t left = std::stoll(username) - time(nullptr);
  EXPECT_GT(left, 3600 - 60);
  EXPECT_LE(left, 3600 + 1);
  EXPECT_THAT(data[2].at("credential").get<std::string>(),
              testing::MatchesRegex("[A-Za-z0-9+/]{27}="));
}

}  // namespace
}  // namespace parley::test
