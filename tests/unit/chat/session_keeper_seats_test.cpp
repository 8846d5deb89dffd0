// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "parley.v1", "Seats" and "What cannot be delivered".
#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using protocol::ErrorCode;
using testing::HasSubstr;
using Seats = ChatTest;
using Undelivered = ChatTest;

constexpr Duration kSweep = seconds{1};

TEST_F(Seats, AreKeptForTheReasonsOfTheTable) {
  for (const protocol::CloseInfo& info : protocol::close_table()) {
    if (info.departure.empty() || info.reason == CloseReason::Bye) continue;  // nobody was in
    Person& a = session_member();
    EXPECT_EQ(a.loses(info.reason), info.keeps_seat) << info.name;
    EXPECT_EQ(manager.counters().suspended, info.keeps_seat ? 1U : 0U) << info.name;
    wind(limits.resume.window + kSweep);
    EXPECT_EQ(manager.client_count(), 0U) << info.name;
  }
}

TEST_F(Seats, AreNotKeptForBaseClients) {
  for (const protocol::CloseInfo& info : protocol::close_table()) {
    if (info.departure.empty()) continue;
    EXPECT_FALSE(member().loses(info.reason)) << info.name;
    EXPECT_EQ(manager.client_count(), 0U);
  }
}

TEST_F(Seats, AreNotKeptForWhoWasNeverHeard) {
  Person& a = session_newcomer();
  EXPECT_FALSE(a.loses(CloseReason::ConnectionLost));
  EXPECT_EQ(manager.room_count(), 0U);
}

TEST_F(Seats, AreNotKeptWithoutAWindow) {
  limits.resume.window = Duration::zero();
  manager.set_limits(limits);
  EXPECT_FALSE(session_member().loses(CloseReason::ConnectionLost));
}

TEST_F(Seats, AreGivenUpWhenTheWindowIsOver) {
  Person& a = session_member();
  Person& b = session_member();
  b.loses(CloseReason::ConnectionLost);
  wind(limits.resume.window - kSweep);
  a.hears();
  EXPECT_TRUE(manager.is_resumable("r", "token-2", 0));
  wind(2 * kSweep);
  EXPECT_THAT(a.hears(), ElementsAre(from_server("room", "client-left",
                                                 R"(,"data":{"id":")" + b.id +
                                                     R"(","reason":"timeout","version":4})")));
  EXPECT_FALSE(manager.is_resumable("r", "token-2", 0));
  EXPECT_EQ(returns("token-2", 0).client, nullptr);
  EXPECT_EQ(manager.counters().seats_timed_out, 1U);
}

TEST_F(Seats, AreGivenUpByTheSweepAtTheEndOfTheWindow) {
  session_member().loses(CloseReason::ConnectionLost);
  wind(limits.resume.window - Duration{1});
  EXPECT_EQ(manager.client_count(), 1U);
  wind(Duration{1});
  EXPECT_EQ(manager.client_count(), 0U);
}

TEST_F(Seats, CountTowardTheRoomsLimit) {
  limits.clients_per_room = 1;
  manager.set_limits(limits);
  session_member().loses(CloseReason::ConnectionLost);
  test::FakeConnection connection;
  EXPECT_EQ(manager.join("r", "x", connection).refusal, CloseReason::RoomFull);
  EXPECT_EQ(manager.open_session("r", "x", connection).refusal, CloseReason::RoomFull);
  EXPECT_NE(returns("token-1", 0).client, nullptr);
}

TEST_F(Seats, LeaveNothingBehind) {
  Person& a = session_member();
  Person& b = session_member();
  b.loses(CloseReason::ConnectionLost);
  a.says(R"({"type":"text","receiver":"room"})");
  a.says(R"({"type":"text","receiver":")" + b.id + "\"}");
  EXPECT_GT(manager.counters().kept_messages, 0U);
  a.leaves();
  wind(limits.resume.window + kSweep);
  EXPECT_EQ(manager.room_count(), 0U);
  EXPECT_EQ(manager.counters().kept_messages, 0U);
  EXPECT_EQ(manager.counters().kept_bytes, 0U);
  EXPECT_EQ(manager.counters().sessions, 0U);
  EXPECT_EQ(manager.counters().suspended, 0U);
  wind(kSweep);
  EXPECT_EQ(scheduler.pending(), 0U);
}

/// What an idle session has beyond a base client: itself, its place in the table, and a node and a
/// bucket of the table of tokens.
TEST_F(Seats, CostAnIdleClientAtMost304Bytes) {
  struct TableEntry {
    ChatClient* client;
    TimePoint due;
  };
  struct TokenNode {
    void* next;
    TokenHash token;
    ChatClient* client;
    std::size_t hash;
  };
  constexpr std::size_t kAllocatorBytes = 16;  // before each of the two allocations
  EXPECT_LE(sizeof(ResumableSession) + 2 * sizeof(TableEntry) + sizeof(TokenNode) +
                2 * sizeof(void*) + 2 * kAllocatorBytes,
            304U);
}

std::string direct(const Person& to, const std::string& type, const std::string& rest = "") {
  return R"({"type":")" + type + R"(","receiver":")" + to.id + '"' + rest + '}';
}

TEST_F(Undelivered, TellsEachSenderWithTheIdOfItsMessage) {
  Person& a = session_member();
  Person& c = session_member();
  Person& b = session_member();
  a.says(direct(b, "offer", R"(,"id":"q1")"));
  a.says(direct(b, "icecandidate"));
  c.says(direct(b, "x", R"(,"id":9)"));
  a.hears();
  c.hears();
  b.loses(CloseReason::ClosedByClient);
  const auto left = HasSubstr(R"("type":"client-left")");
  const auto about = [&](const std::string& type) {
    return R"(,"type":")" + type + R"(","receiver":")" + b.id + '"';
  };
  EXPECT_THAT(a.hears(),
              ElementsAre(left, error(a, ErrorCode::Undelivered, about("offer"), R"("q1")"),
                          error(a, ErrorCode::Undelivered, about("icecandidate"))));
  EXPECT_THAT(c.hears(), ElementsAre(left, error(c, ErrorCode::Undelivered, about("x"), "9")));
}

TEST_F(Undelivered, IsNotSaidOfWhatWasAcknowledgedNorOfBroadcastsNorOfByes) {
  Person& a = session_member();
  Person& b = session_member();
  a.says(direct(b, "offer"));
  b.says(R"({"type":"ack","data":{"received":1}})");
  a.says(R"({"type":"text"})");
  a.says(direct(b, "bye"));
  a.hears();
  b.leaves();
  EXPECT_THAT(a.hears(), ElementsAre(HasSubstr(R"("type":"client-left")")));
}

TEST_F(Undelivered, IsNotSaidToBaseClientsNorToWhoHasGone) {
  Person& base = member();
  Person& gone = session_member();
  Person& b = session_member();
  base.says(direct(b, "offer"));
  gone.says(direct(b, "offer"));
  gone.leaves();
  b.leaves();
  wind(limits.room_info_interval);
  EXPECT_THAT(base.hears(), ElementsAre(room_info(list("r", {&base}))));
  EXPECT_EQ(manager.counters().errors[ErrorCode::Undelivered], 0U);
}

TEST_F(Undelivered, WaitsForASenderThatIsSuspended) {
  Person& a = session_member();
  Person& b = session_member();
  a.says(direct(b, "offer", R"(,"id":1)"));
  a.loses(CloseReason::ConnectionLost);
  b.leaves();
  Person& again = returns("token-1", 1);
  EXPECT_THAT(again.connection.frames,
              ElementsAre(testing::AllOf(HasSubstr("welcome"), HasSubstr("undelivered"))));
}

TEST_F(Undelivered, SpeaksWithoutATypeOfMessagesThatWereForgotten) {
  limits.resume.messages = 1;
  manager.set_limits(limits);
  Person& a = session_member();
  Person& b = session_member();
  a.says(direct(b, "offer", R"(,"id":1)"));
  a.says(direct(b, "answer", R"(,"id":2)"));
  a.hears();
  b.leaves();
  const std::string receiver = R"(,"receiver":")" + b.id + '"';
  EXPECT_THAT(a.hears(),
              ElementsAre(HasSubstr(R"("type":"client-left")"),
                          error(a, ErrorCode::Undelivered, R"(,"type":"answer")" + receiver, "2"),
                          error(a, ErrorCode::Undelivered, receiver)));
}

}  // namespace
}  // namespace parley::chat
