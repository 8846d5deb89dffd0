// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "What the server sends by itself": room-info broadcasts, and profiles.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

json profile(std::string_view username) {
  return {{"type", "profile"}, {"data", {{"username", username}}}};
}

class RoomInfo : public testing::Test {
 protected:
  std::uint16_t port() const { return daemon_.port(); }

  /// Lets at least one interval pass: a change in another room is announced after it.
  void let_an_interval_pass() {
    Member clock = join(port(), "clock");
    clock.ws.send_json(profile("tick"));
    (void)clock.ws.read_until("room-info");
  }

  ParleydProcess daemon_{"rooms: {room_info_interval: 100ms, first_message_wait: 60s}\n"};
};

TEST_F(RoomInfo, IsNotSentAfterAJoin) {
  Member a = join(port(), "tea");
  (void)ids_in_room(a);
  Member b = join(port(), "tea");
  (void)ids_in_room(b);
  let_an_interval_pass();
  EXPECT_THAT(a.ws.messages_until_now(), IsEmpty());
  EXPECT_THAT(b.ws.messages_until_now(), IsEmpty());
}

TEST_F(RoomInfo, GoesToEveryoneAfterAProfileChangeWithoutAnId) {
  Member a = join(port(), "tea");
  Member b = join(port(), "tea");
  (void)ids_in_room(b);
  a.ws.send(R"({"type":"profile","id":1,"data":{"username":"Ziggy"}})");
  const json info = room_info_broadcast("tea", {{a.id, "Ziggy"}, {b.id}});
  EXPECT_EQ(a.ws.read(), info);
  EXPECT_EQ(b.ws.read(), info);
}

TEST_F(RoomInfo, GoesToTheOthersAfterALeave) {
  Member a = join(port(), "tea");
  (void)ids_in_room(a);
  Member b = join(port(), "tea", "username=Ziggy");
  EXPECT_EQ(b.ws.close().code, 1000);
  EXPECT_EQ(a.ws.read(), room_info_broadcast("tea", {{a.id}}));
}

TEST_F(RoomInfo, AStormOfChangesCostsOneList) {
  Member a = join(port(), "tea");
  Member b = join(port(), "tea");
  (void)ids_in_room(b);
  std::string storm;
  for (int i = 0; i < 50; ++i) {
    storm += encode_frame(Opcode::Text, profile("name " + std::to_string(i)).dump());
  }
  a.ws.send_raw(storm);
  EXPECT_EQ(b.ws.read(), room_info_broadcast("tea", {{a.id, "name 49"}, {b.id}}));
  let_an_interval_pass();
  EXPECT_THAT(b.ws.messages_until_now(), IsEmpty());
}

TEST_F(RoomInfo, IsHeldBackFromAClientThatHasNotSentAnything) {
  Member a = join(port(), "tea");
  Member silent = join(port(), "tea");
  a.ws.send_json(profile("Ziggy"));
  const json info = a.ws.read_until("room-info");
  a.ws.send_json({{"type", "x"}, {"receiver", silent.id}});
  EXPECT_EQ(silent.ws.read().at("type"), "x");
  silent.ws.send(R"({"type":"ping"})");
  EXPECT_EQ(silent.ws.read().at("type"), "pong");
  EXPECT_EQ(silent.ws.read(), info);
}

TEST(RoomInfoWait, EndsByItself) {
  ParleydProcess daemon("rooms: {room_info_interval: 10ms, first_message_wait: 300ms}\n");
  Member a = join(daemon.port(), "tea");
  Member silent = join(daemon.port(), "tea");
  a.ws.send_json(profile("Ziggy"));
  EXPECT_EQ(silent.ws.read(), room_info_broadcast("tea", {{a.id, "Ziggy"}, {silent.id}}));
}

TEST(RoomInfoQuestion, IsAnsweredAtOnce) {
  ParleydProcess daemon("rooms: {room_info_interval: 10s}\n");
  Member a = join(daemon.port(), "tea");
  a.ws.send_json(profile("Ziggy"));
  const json answer = ask(a, {{"type", "get-room-info"}, {"id", "q"}});
  EXPECT_EQ(answer.at("id"), "q");
  EXPECT_EQ(answer.at("receiver"), a.id);
  EXPECT_EQ(answer.at("data").at("clients"), listed({{a.id, "Ziggy"}}));
}

TEST_F(RoomInfo, GoodUsernames) {
  Member a = join(port(), "tea");
  std::string longest;
  for (int i = 0; i < 64; ++i) longest += "😀";
  for (const auto& [sent, expected] : std::vector<std::pair<std::string, std::string>>{
           {"x", "x"},
           {" \t\n Ziggy  Stardust \u00a0\u3000", "Ziggy  Stardust"},
           {longest, longest},
           {"<b>\"\\/", "<b>\"\\/"},
           {"\u200e", "\u200e"}}) {
    a.ws.send_json(profile(sent));
    const json answer = ask(a, {{"type", "get-room-info"}});
    EXPECT_EQ(answer.at("data").at("clients"), listed({{a.id, expected}}));
    EXPECT_EQ(a.ws.read_until("room-info").at("data"), answer.at("data"));
  }
}

TEST_F(RoomInfo, BadUsernamesChangeNothing) {
  Member a = join(port(), "tea");
  for (const std::string data :
       {R"({"username":""})", R"({"username":"   "})", R"({"username":"\u3000\u00a0"})",
        R"({"username":"a\u0000b"})", R"({"username":"a\nb"})", R"({"username":"a\u007fb"})",
        R"({"username":"a\u0085b"})", R"({"username":"\u202aab"})", R"({"username":"ab\u202e"})",
        R"({"username":"a\u2066b"})", R"({"username":"a\u2069b"})", R"({"username":7})",
        R"({"username":null})", R"({})", R"("Ziggy")", R"([])", R"(null)"}) {
    EXPECT_EQ(error_code(ask(a, {{"type", "profile"}, {"data", json::parse(data)}})), "bad-profile")
        << data;
  }
  EXPECT_EQ(error_code(ask(a, {{"type", "profile"}})), "bad-profile");
  EXPECT_EQ(error_code(ask(a, profile(std::string(65, 'x')))), "bad-profile");
  a.ws.send(R"({"type":"profile","data":{"username":"\ud800"}})");
  EXPECT_EQ(error_code(a.ws.read()), "bad-profile");
  let_an_interval_pass();
  EXPECT_THAT(a.ws.messages_until_now(), IsEmpty());
  EXPECT_EQ(ask(a, {{"type", "get-room-info"}}).at("data").at("clients"), listed({{a.id}}));
}

}  // namespace
}  // namespace parley::test
