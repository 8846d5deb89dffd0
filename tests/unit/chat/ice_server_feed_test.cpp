// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// Credentials of TURN servers end; clients of parley.v1 get fresh ones before that.
#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using testing::HasSubstr;

class PushedIceServers : public ChatTest {
 protected:
  PushedIceServers() { ice_servers->refresh_after = seconds{60}; }
  std::string pushed_to(const Person& person) {
    return from_server(person.id, "ice-servers", R"(,"data":)" + ice_servers->json);
  }
};

TEST_F(PushedIceServers, ComeBeforeTheOldOnesEndAndAgain) {
  Person& a = session_member();
  Person& base = member();
  a.hears();
  wind(seconds{58});
  EXPECT_THAT(a.hears(), IsEmpty());
  ice_servers->json = R"([{"urls":["turn:fresh"]}])";
  wind(seconds{4});
  EXPECT_THAT(a.hears(), ElementsAre(pushed_to(a)));
  wind(seconds{62});
  EXPECT_THAT(a.hears(), ElementsAre(pushed_to(a)));
  EXPECT_THAT(base.hears(), IsEmpty());
  EXPECT_EQ(manager.counters().ice_server_pushes, 2U);
}

TEST_F(PushedIceServers, DoNotComeIfNothingEnds) {
  ice_servers->refresh_after = Duration::zero();
  Person& a = session_member();
  wind(std::chrono::hours{10});
  EXPECT_THAT(a.hears(), IsEmpty());
}

TEST_F(PushedIceServers, ComeWithinSecondsOfAChange) {
  ice_servers->refresh_after = Duration::zero();
  Person& a = session_member();
  Person& base = member();
  a.hears();
  ice_servers->json = "[]";
  manager.renew_ice_servers();
  wind(seconds{6});
  EXPECT_THAT(a.hears(), ElementsAre(pushed_to(a)));
  EXPECT_THAT(base.hears(), IsEmpty());
}

TEST_F(PushedIceServers, AreInTheWelcomeOfWhoWasAway) {
  Person& a = session_member();
  a.loses(CloseReason::ConnectionLost);
  ice_servers->json = R"([{"urls":["turn:fresh"]}])";
  manager.renew_ice_servers();
  wind(seconds{10});
  EXPECT_EQ(manager.counters().kept_messages, 0U);
  Person& again = returns("token-1", 0);
  EXPECT_THAT(again.hears(), ElementsAre(HasSubstr(R"("ice_servers":[{"urls":["turn:fresh"]}])")));
  // And once more by themselves: its calls were set up with those from before the change.
  wind(seconds{2});
  EXPECT_THAT(again.hears(), ElementsAre(pushed_to(again)));
  wind(seconds{55});
  EXPECT_THAT(again.hears(), IsEmpty());
}

// How old those are that the calls were set up with, the next process cannot know.
TEST_F(PushedIceServers, FollowTheReturnAfterARestart) {
  Person& a = session_member();
  manager.stop_announcing();
  a.loses(CloseReason::Draining);
  ChatManager next{limits,
                   scheduler,
                   {.new_id = test::counting_ids(),
                    .ice_servers = [this](const ClientId&) { return ice_servers; },
                    .tokens = test::counting_tokens()},
                   log};
  next.restore(manager.snapshot());
  ASSERT_NE(next.resume_session("r", "token-1", 0, a.connection), nullptr);
  EXPECT_THAT(a.hears(), ElementsAre(HasSubstr("welcome")));
  wind(seconds{6});
  EXPECT_THAT(a.hears(), ElementsAre(pushed_to(a)));
}

TEST_F(PushedIceServers, AreTriedAgainIfTheyCouldNotBeMade) {
  Person& a = session_member();
  a.hears();
  const auto fresh = std::exchange(ice_servers, std::nullopt);
  manager.renew_ice_servers();
  wind(seconds{6});
  EXPECT_THAT(a.hears(), IsEmpty());
  ice_servers = fresh;
  wind(seconds{12});
  EXPECT_THAT(a.hears(), ElementsAre(pushed_to(a)));
}

}  // namespace
}  // namespace parley::chat
