// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/connection_log.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_event_log.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using protocol::CloseReason;
using testing::ElementsAre;

class ConnectionLogTest : public testing::Test {
 protected:
  test::FakeEventLog events_;
  const JoinRequest join_{.room_id = "tea", .username = {}, .address = "203.0.113.1"};
  ConnectionLog log_{events_, join_};
  const chat::ClientId client_ = chat::ClientId::parse("0123456789abcdef0123456789abcdef").value();
};

TEST_F(ConnectionLogTest, TellsWhoJoinedWhereAndWhenItLeft) {
  log_.on_join(client_, /*is_resumed=*/false);
  log_.on_end(CloseReason::ClosedByClient, /*is_seat_kept=*/false, 1500us);
  EXPECT_THAT(events_.lines,
              ElementsAre("joined client=0123456789abcdef0123456789abcdef room=tea "
                          "address=203.0.113.1",
                          "left client=0123456789abcdef0123456789abcdef room=tea reason=closed "
                          "code=1005 milliseconds=1"));
}

TEST_F(ConnectionLogTest, TellsWhatBecameOfASession) {
  log_.on_join(client_, /*is_resumed=*/true);
  log_.on_end(CloseReason::TakenOver, /*is_seat_kept=*/true, 2s);
  log_.on_end(CloseReason::Timeout, /*is_seat_kept=*/true, 2s);
  ASSERT_EQ(events_.lines.size(), 3U);
  EXPECT_TRUE(events_.lines[0].starts_with("resumed client="));
  EXPECT_TRUE(events_.lines[1].starts_with("taken-over client="));
  EXPECT_TRUE(events_.lines[2].starts_with("suspended client="));
}

TEST_F(ConnectionLogTest, TellsOfAClientThatNeverJoinedByItsAddress) {
  log_.on_end(CloseReason::RoomFull, /*is_seat_kept=*/false, 1s);
  const auto& info = protocol::close_info(CloseReason::RoomFull);
  EXPECT_THAT(events_.lines,
              ElementsAre("join-refused room=tea address=203.0.113.1 reason=" +
                          std::string{info.name} + " code=" + std::to_string(info.code)));
}

TEST_F(ConnectionLogTest, KnowsTheClientsIdOnceItHasJoined) {
  EXPECT_EQ(log_.client_name(), "");
  log_.on_join(client_, /*is_resumed=*/false);
  EXPECT_EQ(log_.client_name(), client_.view());
}

TEST_F(ConnectionLogTest, TellsOfBugs) {
  log_.on_join_failure("no memory");
  log_.on_join(client_, /*is_resumed=*/false);
  log_.on_message_failure("no memory");
  ASSERT_EQ(events_.lines.size(), 3U);
  EXPECT_EQ(events_.lines[0], "join-failed error=no memory");
  EXPECT_EQ(events_.lines[2],
            "message-failed client=0123456789abcdef0123456789abcdef error=no memory");
}

}  // namespace
}  // namespace parley::net
