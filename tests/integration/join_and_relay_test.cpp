// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Transport" and "Envelope", through a real socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::MatchesRegex;

class JoinAndRelay : public testing::Test {
 protected:
  std::uint16_t port() const { return daemon_.port(); }

  ParleydProcess daemon_;
};

TEST_F(JoinAndRelay, TheFirstMessageIsTheGreeting) {
  WsClient ws(port(), "/room/tea/ws");
  EXPECT_THAT(ws.read_text(),
              MatchesRegex(R"(\{"sender":"ground control","receiver":"[0-9a-f]{32}",)"
                           R"("type":"greeting","data":"[^"]+"\})"));
}

TEST_F(JoinAndRelay, IdsDiffer) {
  const Member a = join(port(), "tea");
  const Member b = join(port(), "tea");
  EXPECT_NE(a.id, b.id);
}

TEST_F(JoinAndRelay, TheOlderPathLeadsToTheSameRoom) {
  Member a = join(port(), "tea");
  WsClient old(port(), "/chat/tea/ws");
  const std::string id = old.read().at("receiver");
  EXPECT_THAT(ids_in_room(a), ElementsAre(a.id, id));
}

TEST_F(JoinAndRelay, ARoomIdIsDecodedOnce) {
  Member a = join(port(), "cafe");
  const Member b = join(port(), "caf%65");
  EXPECT_THAT(ids_in_room(a), ElementsAre(a.id, b.id));
  EXPECT_EQ(refused_upgrade(port(), "/room/caf%2565/ws").status, 400);
}

TEST_F(JoinAndRelay, RoomIdsAreComparedByteByByte) {
  Member a = join(port(), "Tea");
  const Member b = join(port(), "tea");
  EXPECT_THAT(ids_in_room(a), ElementsAre(a.id));
}

TEST_F(JoinAndRelay, EveryCharacterOfTheAlphabetAnd64OfThemMakeARoomId) {
  for (const std::string& room : {std::string("AZaz09._~-"), std::string("..."),
                                  std::string(64, 'x'), std::string("%7E%2e%2D")}) {
    Member a = join(port(), room);
    EXPECT_THAT(ids_in_room(a), ElementsAre(a.id)) << room;
  }
  Member a = join(port(), "a%7Eb");
  EXPECT_EQ(ask(a, {{"type", "get-room-info"}}).at("data").at("room_id"), "a~b");
}

TEST_F(JoinAndRelay, OtherRoomIdsAreRefusedWith400) {
  for (const std::string& room :
       {std::string(65, 'x'), std::string("."), std::string(".."), std::string("%2e%2E"),
        std::string("a%20b"), std::string("a%2fb"), std::string("a%00b"), std::string("a+b"),
        std::string("%c3%a9"), std::string("a%"), std::string("a%4"), std::string("a%zz"),
        std::string("a%0d%0ab"), std::string("a@b"), std::string("a:b")}) {
    EXPECT_EQ(refused_upgrade(port(), "/room/" + room + "/ws").status, 400) << room;
  }
  EXPECT_THAT(refused_upgrade(port(), "/room//ws").status, AnyOf(400, 404));
}

TEST_F(JoinAndRelay, TheNewcomerIsAddressableFromItsGreetingOn) {
  Member a = join(port(), "tea");
  Member b = join(port(), "tea");
  a.ws.send_json({{"type", "offer"}, {"receiver", b.id}, {"data", {{"type", "offer"}}}});
  EXPECT_EQ(b.ws.read(), json({{"sender", a.id},
                               {"receiver", b.id},
                               {"type", "offer"},
                               {"data", {{"type", "offer"}}}}));
}

TEST_F(JoinAndRelay, ARelayedMessageHasItsKeysInOrderAndNothingElse) {
  Member a = join(port(), "tea");
  Member b = join(port(), "tea");
  a.ws.send(R"({"x":1, "data" : {"b":1, "a":[ 2 ]} ,"id":"7","type":"offer","y":{},"receiver":")" +
            b.id + R"(","sender":"me"})");
  EXPECT_EQ(b.ws.read_text(), R"({"sender":")" + a.id + R"(","receiver":")" + b.id +
                                  R"(","type":"offer","id":"7","data":{"b":1, "a":[ 2 ]}})");
}

TEST_F(JoinAndRelay, DataIsCarriedByteForByte) {
  Member a = join(port(), "tea");
  Member b = join(port(), "tea");
  const std::vector<std::string> values{"123456789012345678901234567890",
                                        "0.1",
                                        "1e400",
                                        "-0",
                                        R"("\ud800")",
                                        R"("\u0041\/")",
                                        "null",
                                        R"("")",
                                        R"({"a":1,"a":2})",
                                        "[ 1 ,\t2 ]",
                                        "\"\u00e9 \U0001f600\""};
  for (const std::string& data : values) {
    a.ws.send(R"({"type":"x","receiver":")" + b.id + R"(","data":)" + data + "}");
    EXPECT_EQ(b.ws.read_text(), R"({"sender":")" + a.id + R"(","receiver":")" + b.id +
                                    R"(","type":"x","data":)" + data + "}");
  }
}

TEST_F(JoinAndRelay, WhatAClientCallsItselfIsIgnored) {
  Member a = join(port(), "tea");
  Member b = join(port(), "tea");
  for (const std::string sender :
       {R"("sender":"ground control")", R"("\u0073ender":"ground control")", R"("sender":null)",
        R"("sender":[1])"}) {
    a.ws.send("{" + sender + R"(,"type":"x","receiver":")" + b.id + R"("})");
    EXPECT_EQ(b.ws.read(), json({{"sender", a.id}, {"receiver", b.id}, {"type", "x"}})) << sender;
  }
}

TEST_F(JoinAndRelay, AnIdIsRelayedAndRepeatedInAnswers) {
  Member a = join(port(), "tea");
  Member b = join(port(), "tea");
  for (const std::string id :
       {R"("")", R"("a\"b")", "0", "-12", "123456789012345678901234567890"}) {
    a.ws.send(R"({"type":"x","id":)" + id + R"(,"receiver":")" + b.id + R"("})");
    EXPECT_THAT(b.ws.read_text(), testing::HasSubstr(R"(,"id":)" + id + "}")) << id;
    a.ws.send(R"({"type":"ping","id":)" + id + "}");
    EXPECT_THAT(a.ws.read_text(), testing::HasSubstr(R"("type":"pong","id":)" + id + "}")) << id;
    a.ws.send(R"({"type":"offer","id":)" + id + "}");
    EXPECT_THAT(a.ws.read_text(), testing::HasSubstr(R"("type":"error","id":)" + id + ",")) << id;
  }
}

TEST_F(JoinAndRelay, ANullIdIsAbsent) {
  Member a = join(port(), "tea");
  EXPECT_EQ(ask(a, json::parse(R"({"type":"ping","id":null})")),
            json({{"sender", "ground control"}, {"receiver", a.id}, {"type", "pong"}}));
}

TEST_F(JoinAndRelay, AnIdOf64BytesIsCarried) {
  Member a = join(port(), "tea");
  EXPECT_EQ(ask(a, {{"type", "ping"}, {"id", std::string(64, 'i')}}).at("id"),
            std::string(64, 'i'));
}

TEST_F(JoinAndRelay, ANameInTheQueryIsTheUsername) {
  Member a = join(port(), "tea", "username=%20Ziggy%20St%C3%A4rdust%20");
  Member b = join(port(), "tea");
  const json answer = ask(b, {{"type", "get-room-info"}});
  EXPECT_EQ(answer.at("data"),
            json({{"room_id", "tea"}, {"clients", listed({{a.id, "Ziggy Stärdust"}, {b.id}})}}));
}

TEST_F(JoinAndRelay, UnknownQueryParametersAreIgnored) {
  Member a = join(port(), "tea", "utm=1&username=Ziggy&resume=x");
  EXPECT_EQ(ask(a, {{"type", "get-room-info"}}).at("data").at("clients"),
            listed({{a.id, "Ziggy"}}));
}

TEST_F(JoinAndRelay, ARoomGoesWithItsLastClient) {
  {
    Member a = join(port(), "tea", "username=Ziggy");
    EXPECT_EQ(a.ws.close().code, 1000);
  }
  Member b = join(port(), "tea");
  EXPECT_THAT(ids_in_room(b), ElementsAre(b.id));
}

}  // namespace
}  // namespace parley::test
