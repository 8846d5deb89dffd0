// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Delivery": who gets what, and what the server answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Delivery : public testing::Test {
 protected:
  std::uint16_t port() const { return daemon_.port(); }

  ParleydProcess daemon_;
  Member a_ = join(daemon_.port(), "tea");
  Member b_ = join(daemon_.port(), "tea");
};

TEST_F(Delivery, AMessageToAClientReachesItAlone) {
  Member c = join(port(), "tea");
  a_.ws.send_json({{"type", "offer"}, {"receiver", b_.id}, {"data", 1}});
  EXPECT_THAT(a_.ws.messages_until_now(), IsEmpty());
  EXPECT_THAT(
      b_.ws.messages_until_now(),
      ElementsAre(json{{"sender", a_.id}, {"receiver", b_.id}, {"type", "offer"}, {"data", 1}}));
  EXPECT_THAT(c.ws.messages_until_now(), IsEmpty());
}

TEST_F(Delivery, AMessageToTheRoomReachesEveryoneOnceTheSenderIncluded) {
  Member c = join(port(), "tea");
  a_.ws.send(R"({"type":"text","receiver":"room","id":1,"data":{"text":"hi"}})");
  const std::string copy = R"({"sender":")" + a_.id +
                           R"(","receiver":"room","type":"text","id":1,"data":{"text":"hi"}})";
  for (Member* member : {&a_, &b_, &c}) {
    EXPECT_EQ(member->ws.read_text(), copy);
    EXPECT_THAT(member->ws.messages_until_now(), IsEmpty());
  }
}

TEST_F(Delivery, AnotherRoomCannotBeReached) {
  Member elsewhere = join(port(), "coffee");
  elsewhere.ws.send_json({{"type", "offer"}, {"receiver", a_.id}});
  EXPECT_EQ(error_code(elsewhere.ws.read()), "no-such-client");
  elsewhere.ws.send_json({{"type", "text"}, {"receiver", "room"}});
  EXPECT_THAT(elsewhere.ws.messages_until_now(), testing::SizeIs(1));
  EXPECT_THAT(a_.ws.messages_until_now(), IsEmpty());
}

TEST_F(Delivery, OnlyExactAddressesReachAnybody) {
  std::string upper = b_.id;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const std::string& receiver :
       {std::string("*"), std::string("Room"), std::string("room "), std::string("Ground Control"),
        b_.id + " ", b_.id.substr(1), b_.id.substr(0, 31), b_.id + b_.id, "X" + upper}) {
    a_.ws.send_json({{"type", "offer"}, {"receiver", receiver}});
    EXPECT_EQ(error_code(a_.ws.read()), "no-such-client") << receiver;
  }
  EXPECT_THAT(b_.ws.messages_until_now(), IsEmpty());
}

TEST_F(Delivery, AnEscapedReceiverIsTheSameReceiver) {
  a_.ws.send(R"({"type":"x","receiver":"\u00)" +
             [](char c) {
               constexpr const char* kHex = "0123456789abcdef";
               const auto byte = static_cast<unsigned char>(c);
               return std::string{kHex[byte >> 4], kHex[byte & 15]};
             }(b_.id[0]) +
             b_.id.substr(1) + R"("})");
  EXPECT_EQ(b_.ws.read(), json({{"sender", a_.id}, {"receiver", b_.id}, {"type", "x"}}));
}

TEST_F(Delivery, AnyTypeIsRelayedToAClientOrTheRoom) {
  for (const std::string type :
       {"ping", "pong", "text", "get-room-info", "profile", "get-ice-servers", "offer", "answer",
        "icecandidate", "greeting", "bye", "room-info", "error", "x-mine"}) {
    a_.ws.send_json({{"type", type}, {"receiver", b_.id}, {"data", {{"username", "n"}}}});
    EXPECT_EQ(b_.ws.read(), json({{"sender", a_.id},
                                  {"receiver", b_.id},
                                  {"type", type},
                                  {"data", {{"username", "n"}}}}));
    b_.ws.send_json({{"type", type}, {"receiver", "room"}});
    const json copy{{"sender", b_.id}, {"receiver", "room"}, {"type", type}};
    EXPECT_EQ(a_.ws.read(), copy);
    EXPECT_EQ(b_.ws.read(), copy);
  }
}

TEST_F(Delivery, ByeToSomebodyWhoHasGoneIsDroppedInSilence) {
  a_.ws.send_json({{"type", "bye"}, {"receiver", std::string(32, '0')}});
  EXPECT_THAT(a_.ws.messages_until_now(), IsEmpty());
}

TEST_F(Delivery, MessagesArriveInTheOrderInWhichTheyWereSent) {
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

TEST_F(Delivery, NothingComesFromAClientThatHasLeft) {
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

TEST_F(Delivery, TheAnswerToByeRepeatsItsId) {
  a_.ws.send(R"({"type":"bye","receiver":"ground control","id":9})");
  const Ending ending = a_.ws.read_ending();
  EXPECT_EQ(ending.code, 1000);
  ASSERT_EQ(ending.before.size(), 1U);
  EXPECT_EQ(ending.before[0].at("type"), "bye");
  EXPECT_EQ(ending.before[0].at("id"), 9);
}

TEST_F(Delivery, EveryWayOfLeavingLeaves) {
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

TEST_F(Delivery, AClientLeavesWhenItsCloseIsReceivedNotWhenItsTcpEnds) {
  (void)ids_in_room(a_);
  b_.ws.send_frame(Opcode::Close, close_payload(1000));
  EXPECT_EQ(wait_for_room_of(a_, 1).at("data").at("clients"), listed({{a_.id}}));
}

TEST_F(Delivery, PongAndGreetingToTheServerAreNotAnswered) {
  a_.ws.send(R"({"type":"pong"})");
  a_.ws.send(R"({"type":"pong","receiver":"ground control"})");
  a_.ws.send(R"({"type":"greeting","data":"hello"})");
  EXPECT_THAT(a_.ws.messages_until_now(), IsEmpty());
  EXPECT_THAT(b_.ws.messages_until_now(), IsEmpty());
}

TEST_F(Delivery, PongHasTheDataOfThePing) {
  a_.ws.send(R"({"type":"ping","data":{"t": 1e400}})");
  EXPECT_EQ(a_.ws.read_text(), R"({"sender":"ground control","receiver":")" + a_.id +
                                   R"(","type":"pong","data":{"t": 1e400}})");
}

TEST_F(Delivery, RoomInfoListsEveryoneInJoinOrder) {
  Member c = join(port(), "tea", "username=Ziggy");
  const json answer = ask(c, {{"type", "get-room-info"}, {"id", 3}});
  EXPECT_EQ(
      answer,
      json({{"sender", "ground control"},
            {"receiver", c.id},
            {"type", "room-info"},
            {"id", 3},
            {"data",
             {{"room_id", "tea"}, {"clients", listed({{a_.id}, {b_.id}, {c.id, "Ziggy"}})}}}}));
}

TEST_F(Delivery, WithoutIceServersTheListIsEmpty) {
  EXPECT_EQ(ask(a_, {{"type", "get-ice-servers"}}), json({{"sender", "ground control"},
                                                          {"receiver", a_.id},
                                                          {"type", "ice-servers"},
                                                          {"data", json::array()}}));
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
