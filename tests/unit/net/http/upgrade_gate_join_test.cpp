// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Transport": which room a request joins, and as whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using testing::AnyOf;
using testing::ElementsAre;

class Join : public testing::Test {
 protected:
  Endpoint port() { return server_.endpoint(); }

  MemoryServer server_;
};

TEST_F(Join, TheOlderPathLeadsToTheSameRoom) {
  Member a = join(port(), "tea");
  WsClient old(port(), "/chat/tea/ws");
  const std::string id = old.read().at("receiver");
  EXPECT_THAT(ids_in_room(a), ElementsAre(a.id, id));
}

TEST_F(Join, ARoomIdIsDecodedOnce) {
  Member a = join(port(), "cafe");
  const Member b = join(port(), "caf%65");
  EXPECT_THAT(ids_in_room(a), ElementsAre(a.id, b.id));
  EXPECT_EQ(refused_upgrade(port(), "/room/caf%2565/ws").status, 400);
}

TEST_F(Join, RoomIdsAreComparedByteByByte) {
  Member a = join(port(), "Tea");
  const Member b = join(port(), "tea");
  EXPECT_THAT(ids_in_room(a), ElementsAre(a.id));
}

TEST_F(Join, EveryCharacterOfTheOlderAlphabetAnd64OfThemMakeARoomId) {
  for (const std::string& room : {std::string("AZaz09._~-"), std::string("..."),
                                  std::string(64, 'x'), std::string("%7E%2e%2D")}) {
    Member a = join(port(), room);
    EXPECT_THAT(ids_in_room(a), ElementsAre(a.id)) << room;
  }
  Member a = join(port(), "a%7Eb");
  EXPECT_EQ(ask(a, {{"type", "get-room-info"}}).at("data").at("room_id"), "a~b");
}

TEST_F(Join, ARoomIdMayBeInAnyScript) {
  for (const auto& [written, id] : {std::pair{"%c3%a9", "é"},
                                    {"a%20b", "a b"},
                                    {"a+b", "a+b"},
                                    {"%E4%BC%9A%E8%AD%B0%E5%AE%A4", "会議室"},
                                    {"%F0%9F%98%80", "😀"}}) {
    Member a = join(port(), written);
    EXPECT_EQ(ask(a, {{"type", "get-room-info"}}).at("data").at("room_id"), id);
  }
}

TEST_F(Join, FormsOfALetterAreDifferentRooms) {
  Member composed = join(port(), "%C3%A9");
  const Member decomposed = join(port(), "e%CC%81");
  EXPECT_THAT(ids_in_room(composed), ElementsAre(composed.id));
}

TEST_F(Join, OtherRoomIdsAreRefusedWith400) {
  for (const std::string& room :
       {std::string(65, 'x'), std::string("."), std::string(".."), std::string("%2e%2E"),
        std::string("a%20"), std::string("a%2fb"), std::string("a%00b"), std::string("a%3fb"),
        std::string("%c3"), std::string("%c0%af"), std::string("a%e2%80%ae"), std::string("a%"),
        std::string("a%4"), std::string("a%zz"), std::string("a%0d%0ab")}) {
    EXPECT_EQ(refused_upgrade(port(), "/room/" + room + "/ws").status, 400) << room;
  }
  EXPECT_THAT(refused_upgrade(port(), "/room//ws").status, AnyOf(400, 404));
}

TEST_F(Join, ANameInTheQueryIsTheUsername) {
  Member a = join(port(), "tea", "username=%20Ziggy%20St%C3%A4rdust%20");
  Member b = join(port(), "tea");
  const json answer = ask(b, {{"type", "get-room-info"}});
  EXPECT_EQ(answer.at("data"),
            json({{"room_id", "tea"}, {"clients", listed({{a.id, "Ziggy Stärdust"}, {b.id}})}}));
}

TEST_F(Join, UnknownQueryParametersAreIgnored) {
  Member a = join(port(), "tea", "utm=1&username=Ziggy&resume=x");
  EXPECT_EQ(ask(a, {{"type", "get-room-info"}}).at("data").at("clients"),
            listed({{a.id, "Ziggy"}}));
}

TEST_F(Join, ARoomGoesWithTheConnectionOfItsLastClient) {
  {
    Member a = join(port(), "tea", "username=Ziggy");
    EXPECT_EQ(a.ws.close().code, 1000);
  }
  Member b = join(port(), "tea");
  EXPECT_THAT(ids_in_room(b), ElementsAre(b.id));
}

}  // namespace
}  // namespace parley::test
