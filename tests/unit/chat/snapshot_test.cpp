// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/snapshot.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using testing::AllOf;
using testing::HasSubstr;

class Handover : public ChatTest {
 protected:
  /// Everybody is sent away, and another process begins.
  void drain(std::initializer_list<Person*> people) {
    manager.stop_announcing();
    for (Person* const person : people) person->loses(CloseReason::Draining);
    next.restore(manager.snapshot());
  }
  std::string comes_back(std::string_view token, std::uint64_t received,
                         std::string_view room = "r") {
    ChatClient* const client = next.resume_session(room, token, received, connection);
    if (client == nullptr) return "";
    if (connection.frames.empty()) return "";
    return std::exchange(connection.frames, {}).front();
  }

  test::FakeConnection connection;
  ChatManager next{limits,
                   scheduler,
                   {.new_id = test::counting_ids(),
                    .ice_servers = [](const ClientId&) { return std::nullopt; },
                    .tokens = {.make = [] { return std::string{"fresh"}; },
                               .hash = test::counting_tokens().hash}},
                   log};
};

TEST_F(Handover, IsSilentAndKeepsIdsNamesCountsAndVersions) {
  Person& a = session_member("r", "Ziggy");
  Person& b = session_member("r", "Iman");
  a.says(R"({"type":"get-room-info","id":1})");
  a.hears();
  drain({&a, &b});
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_EQ(next.client_count(), 2U);
  EXPECT_EQ(next.counters().sessions, 2U);
  EXPECT_EQ(next.counters().suspended, 2U);
  EXPECT_EQ(next.counters().kept_messages, manager.counters().kept_messages);
  EXPECT_EQ(next.counters().kept_bytes, manager.counters().kept_bytes);
  EXPECT_THAT(comes_back("token-1", 1),
              AllOf(HasSubstr(a.id), HasSubstr(R"("username":"Ziggy")"),
                    HasSubstr(R"("resumed":true,"received":1,"room":{"version":2},)"),
                    HasSubstr(R"("type":"room-info","id":1)")));
  // Nobody was ever away.
  EXPECT_THAT(comes_back("token-2", 0), HasSubstr(R"("room":{"version":2},)"));
  EXPECT_EQ(next.counters().suspended, 0U);
}

TEST_F(Handover, BeginsTheWindowAnew) {
  Person& a = session_member();
  a.loses(CloseReason::ConnectionLost);
  wind(limits.resume.window - seconds{2});
  drain({});
  wind(limits.resume.window - seconds{2});
  EXPECT_TRUE(next.is_resumable("r", "token-1", 0));
  wind(seconds{3});
  EXPECT_FALSE(next.is_resumable("r", "token-1", 0));
  EXPECT_EQ(next.room_count(), 0U);
}

TEST_F(Handover, RemembersWhoWasKnownToBeAway) {
  Person& a = session_member();
  Person& b = session_member();
  b.loses(CloseReason::ConnectionLost);
  drain({&a});
  EXPECT_THAT(comes_back("token-1", 2), HasSubstr(R"("room":{"version":3},)"));
  EXPECT_THAT(comes_back("token-2", 0), HasSubstr(R"("room":{"version":4},)"));
}

TEST_F(Handover, LeavesBaseClientsOutAndTheVersionTells) {
  Person& a = session_member();
  Person& base = member();
  a.hears();
  drain({&base, &a});
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_EQ(next.client_count(), 1U);
  EXPECT_THAT(comes_back("token-1", 1), HasSubstr(R"("room":{"version":3},)"));
}

TEST_F(Handover, KeepsTheTokenBeforeAsWell) {
  session_member();
  Person& again = returns("token-1", 0);
  drain({&again});
  EXPECT_TRUE(next.is_resumable("r", "token-1", 0));
  EXPECT_TRUE(next.is_resumable("r", "token-2", 0));
  ASSERT_NE(comes_back("token-1", 0), "");
  EXPECT_FALSE(next.is_resumable("r", "token-2", 0));
}

TEST_F(Handover, GivesUpSeatsBeyondALimitAndTellsTheirSenders) {
  Person& a = session_member();
  Person& b = session_member();
  a.says(R"({"type":"offer","id":7,"receiver":")" + b.id + "\"}");
  limits.resume.seats = 1;
  next.set_limits(limits);
  drain({&a, &b});
  EXPECT_EQ(next.client_count(), 1U);
  EXPECT_EQ(next.counters().suspended, 1U);
  EXPECT_THAT(comes_back("token-1", 1), AllOf(HasSubstr("client-left"), HasSubstr("undelivered"),
                                              HasSubstr(R"("type":"error","id":7)")));
}

TEST_F(Handover, KeepsNothingWithoutAWindowOrARoom) {
  Person& a = session_member("r");
  Person& b = session_member("s");
  limits.rooms = 1;
  next.set_limits(limits);
  drain({&a, &b});
  EXPECT_EQ(next.room_count(), 1U);
  ChatManager none{limits, scheduler, {}, log};
  limits.resume.window = Duration::zero();
  none.set_limits(limits);
  none.restore(manager.snapshot());
  EXPECT_EQ(none.room_count(), 0U);
  EXPECT_EQ(none.counters().kept_messages, 0U);
}

TEST_F(Handover, FillsARoomUpToItsLimit) {
  Person& a = session_member();
  Person& b = session_member();
  limits.clients_per_room = 2;
  next.set_limits(limits);
  drain({&a, &b});
  EXPECT_EQ(next.client_count(), 2U);
}

TEST_F(Handover, KeepsTheSeatOfOneThatComesBackAndIsLostWithoutAWord) {
  Person& a = session_member();
  drain({&a});
  ChatClient* const client = next.resume_session("r", "token-1", 0, connection);
  ASSERT_NE(client, nullptr);
  EXPECT_TRUE(next.on_connection_end(*client, CloseReason::ConnectionLost));
}

TEST_F(Handover, OfNobodyIsEmpty) {
  member();
  EXPECT_TRUE(manager.snapshot().rooms.empty());
}

}  // namespace
}  // namespace parley::chat
