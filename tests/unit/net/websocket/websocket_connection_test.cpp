// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
#include "net/websocket/websocket_connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

class WebSocketConnectionTest : public testing::Test {
 protected:
  Endpoint port() { return server_.endpoint(); }

  MemoryServer server_;
  Member a_ = join(server_.endpoint(), "tea");
  Member b_ = join(server_.endpoint(), "tea");
};

TEST_F(WebSocketConnectionTest, MessagesArriveInTheOrderInWhichTheyWereSent) {
  constexpr int kMessages = 400;
  std::string frames;
  for (int i = 0; i < kMessages; ++i) {
    const std::string receiver = i % 3 == 0 ? "room" : b_.id;
    frames +=
        encode_frame(Opcode::Text, json{{"type", "x"}, {"receiver", receiver}, {"data", i}}.dump());
  }
  a_.ws.send_raw(frames);
  for (int i = 0; i < kMessages; ++i) ASSERT_EQ(b_.ws.read().at("data"), i);
}

TEST_F(WebSocketConnectionTest, TheFirstMessageIsTheGreeting) {
  WsClient ws(port(), "/room/tea/ws");
  EXPECT_THAT(ws.read_text(),
              testing::MatchesRegex(R"(\{"sender":"ground control","receiver":"[0-9a-f]{32}",)"
                                    R"("type":"greeting","data":"[^"]+"\})"));
}

TEST_F(WebSocketConnectionTest, IsLoggedWithRoomAddressAndHowLongItLasted) {
  {
    Member c = join(server_.connect({.address = "203.0.113.1"}), "tea");
    EXPECT_TRUE(server_.log_has({"joined client=" + c.id + " room=tea address=203.0.113.1"}));
    server_.advance(1500ms);
    EXPECT_EQ(c.ws.close().code, 1000);
    EXPECT_EQ(server_.log().back(),
              "left client=" + c.id + " room=tea reason=closed code=1005 milliseconds=1500");
  }
  EXPECT_EQ(server_.counters().closes[protocol::CloseReason::ClosedByClient], 1U);
}

TEST_F(WebSocketConnectionTest, NothingComesFromAClientThatHasLeft) {
  a_.ws.send_raw(encode_frame(Opcode::Text, R"({"type":"text","data":1})") +
                 encode_frame(Opcode::Text, R"({"type":"bye"})") +
                 encode_frame(Opcode::Text, R"({"type":"text","data":2})"));
  const Ending ending = a_.ws.read_ending();
  EXPECT_EQ(ending.code, 1000);
  ASSERT_EQ(ending.before.size(), 2U);
  EXPECT_EQ(ending.before[1].at("type"), "bye");
  EXPECT_EQ(ending.before[1].at("sender"), "ground control");
  EXPECT_EQ(ending.before[1].at("receiver"), a_.id);
  std::vector<json> seen = b_.ws.messages_until_now();
  if (of_type(seen, "room-info").empty()) seen.push_back(b_.ws.read());
  EXPECT_EQ(of_type(seen, "text").size(), 1U);
  EXPECT_EQ(seen.back(), room_info_broadcast("tea", {{b_.id}}));
  EXPECT_THAT(b_.ws.messages_until_now(), IsEmpty());
}

TEST_F(WebSocketConnectionTest, EveryWayOfLeavingLeaves) {
  (void)ids_in_room(a_);
  Member says_close = join(port(), "tea");
  EXPECT_EQ(says_close.ws.close(1001).code, 1001);
  EXPECT_EQ(wait_for_room_of(a_, 2).at("data").at("clients"), listed({{a_.id}, {b_.id}}));
  Member ends_tcp = join(port(), "tea");
  ends_tcp.ws.socket().shut_down_sending();
  EXPECT_EQ(wait_for_room_of(a_, 2).at("data").at("clients"), listed({{a_.id}, {b_.id}}));
  Member resets = join(port(), "tea");
  resets.ws.socket().reset();
  EXPECT_EQ(wait_for_room_of(a_, 2).at("data").at("clients"), listed({{a_.id}, {b_.id}}));
}

TEST_F(WebSocketConnectionTest, AClientLeavesWhenItsCloseIsReceivedNotWhenItsTcpEnds) {
  (void)ids_in_room(a_);
  b_.ws.send_frame(Opcode::Close, close_payload(1000));
  EXPECT_EQ(wait_for_room_of(a_, 1).at("data").at("clients"), listed({{a_.id}}));
}

TEST_F(WebSocketConnectionTest, GivesMemoryBackAfterTheGreetingAndWhenItIsIdle) {
  const auto pipe = server_.connect_pipe();
  pipe->to_server = http_request("GET", "/room/tea/ws", upgrade_headers());
  pipe->pump();
  server_.settle();
  EXPECT_EQ(pipe->releases, 1);
  server_.advance(24s);
  EXPECT_EQ(pipe->releases, 1);
  server_.advance(2s);
  EXPECT_EQ(pipe->releases, 2);
}

}  // namespace
}  // namespace parley::test
