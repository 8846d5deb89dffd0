// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_manager.hpp"

#include <new>
#include <string>
#include <system_error>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using Rooms = ChatTest;

TEST_F(Rooms, AppearWithTheirFirstClientAndGoWithTheirLast) {
  Person& a = member("one");
  Person& b = member("one");
  Person& c = member("two");
  EXPECT_EQ(manager.room_count(), 2U);
  EXPECT_EQ(manager.client_count(), 3U);
  a.leaves();
  EXPECT_EQ(manager.room_count(), 2U);
  b.leaves();
  EXPECT_EQ(manager.room_count(), 1U);
  c.leaves();
  EXPECT_EQ(manager.room_count(), 0U);
  EXPECT_EQ(manager.client_count(), 0U);
  EXPECT_THAT(log.lines, ElementsAre("room-opened room=one", "room-opened room=two",
                                     "room-closed room=one", "room-closed room=two"));
}

TEST_F(Rooms, AreDistinguishedByEveryByte) {
  member("a");
  member("A");
  member("a.");
  EXPECT_EQ(manager.room_count(), 3U);
}

TEST_F(Rooms, ThatWereLeftAreNewToWhoComesAgain) {
  Person& a = member("r", "Ziggy");
  a.says(R"({"type":"profile","data":{"username":"x"}})");
  a.leaves();
  Person& b = member();
  wind(seconds{5});
  EXPECT_THAT(b.hears(), IsEmpty());
}

/// A connection that has not even the memory for its first message.
class FailingConnection : public test::FakeConnection {
 public:
  void send(std::string_view) override { throw std::bad_alloc{}; }
};

TEST_F(Rooms, KeepNobodyWhoCouldNotBeGreeted) {
  FailingConnection connection;
  EXPECT_THROW((void)manager.join("r", "x", connection), std::bad_alloc);
  EXPECT_EQ(manager.client_count(), 0U);
  EXPECT_EQ(manager.room_count(), 0U);
  Person& a = member();
  EXPECT_THROW((void)manager.join("r", "x", connection), std::bad_alloc);
  EXPECT_EQ(manager.client_count(), 1U);
  a.hears();
  a.says(R"({"type":"get-room-info"})");
  EXPECT_THAT(a.hears(),
              ElementsAre(from_server(a.id, "room-info", R"(,"data":)" + list("r", {&a}))));
}

TEST_F(Rooms, AreRefusedBeyondTheirNumber) {
  limits.rooms = 1;
  manager.set_limits(limits);
  Person& a = member("one");
  test::FakeConnection connection;
  const JoinResult refused = manager.join("two", "x", connection);
  EXPECT_EQ(refused.client, nullptr);
  EXPECT_EQ(refused.refusal, CloseReason::OverCapacity);
  EXPECT_THAT(connection.frames, IsEmpty());
  EXPECT_EQ(manager.counters().joins_refused, 1U);
  member("one");  // one that exists is open to others
  EXPECT_EQ(manager.client_count(), 2U);
  a.leaves();
}

TEST_F(Rooms, RefuseWhoComesWhenTheyAreFull) {
  limits.clients_per_room = 2;
  manager.set_limits(limits);
  Person& a = member();
  member();
  test::FakeConnection connection;
  const JoinResult refused = manager.join("r", "x", connection);
  EXPECT_EQ(refused.client, nullptr);
  EXPECT_EQ(refused.refusal, CloseReason::RoomFull);
  EXPECT_THAT(connection.frames, IsEmpty());
  a.leaves();
  EXPECT_NE(manager.join("r", "x", connection).client, nullptr);
}

TEST_F(Rooms, KeepTheirClientsWhenALimitIsLowered) {
  Person& a = member();
  Person& b = member();
  limits.clients_per_room = 1;
  limits.rooms = 0;
  manager.set_limits(limits);
  a.says(R"({"type":"text"})");
  EXPECT_EQ(b.hears().size(), 1U);
  test::FakeConnection connection;
  EXPECT_EQ(manager.join("r", "x", connection).refusal, CloseReason::RoomFull);
}

TEST_F(Rooms, LeaveNothingBehindIfThereIsNoRandomness) {
  ChatManager unlucky{limits,
                      scheduler,
                      {.new_id = []() -> ClientId { throw std::system_error{std::error_code{}}; },
                       .ice_servers = [](const ClientId&) { return std::nullopt; },
                       .tokens = test::counting_tokens()},
                      log};
  test::FakeConnection connection;
  EXPECT_THROW((void)unlucky.join("r", "x", connection), std::system_error);
  EXPECT_EQ(unlucky.room_count(), 0U);
  EXPECT_EQ(unlucky.client_count(), 0U);
}

/// A connection that has failed goes on being sent to until its end is reported.
TEST_F(Rooms, SurviveAConnectionThatHasFailedUnreported) {
  class Failed : public test::FakeConnection {
   public:
    void send(std::string_view) override { ++attempts; }
    int attempts = 0;
  } failed;
  Person& a = member();
  const JoinResult joined = manager.join("r", "x", failed);
  Person& b = member();
  a.says(R"({"type":"text"})");
  a.says(R"({"type":"t","receiver":")" + std::string{joined.client->id().view()} + R"("})");
  EXPECT_EQ(failed.attempts, 3);  // the greeting, the text, the other
  EXPECT_EQ(b.hears().size(), 1U);
  manager.on_connection_end(*joined.client, CloseReason::ConnectionLost);
  wind(limits.room_info_interval);
  EXPECT_EQ(failed.attempts, 3);
  EXPECT_EQ(failed.closes, 0);
  EXPECT_THAT(b.hears(), ElementsAre(room_info(list("r", {&a, &b}))));
}

}  // namespace
}  // namespace parley::chat
