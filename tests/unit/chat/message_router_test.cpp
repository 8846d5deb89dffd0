// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "Delivery": who gets what a client sends.
#include "chat/message_router.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"
#include "unit/protocol/golden.hpp"

namespace parley::chat {
namespace {

using protocol::ErrorCode;
using Routing = ChatTest;

TEST_F(Routing, ToAClientGoesToThatClientOnly) {
  Person& a = member();
  Person& b = member();
  Person& c = member();
  a.says(R"({"type":"offer","receiver":")" + b.id + R"(","data":{"sdp":1e400}, "id":"x"})");
  EXPECT_THAT(b.hears(), ElementsAre(R"({"sender":")" + a.id + R"(","receiver":")" + b.id +
                                     R"(","type":"offer","id":"x","data":{"sdp":1e400}})"));
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_THAT(c.hears(), IsEmpty());
  EXPECT_EQ(manager.counters().relayed_direct, 1U);
}

TEST_F(Routing, ToOneselfIsPossible) {
  Person& a = member();
  a.says(R"({"type":"echo","receiver":")" + a.id + R"("})");
  EXPECT_THAT(a.hears(), ElementsAre(R"({"sender":")" + a.id + R"(","receiver":")" + a.id +
                                     R"(","type":"echo"})"));
}

TEST_F(Routing, TheServerWritesTheSender) {
  Person& a = member();
  Person& b = member();
  for (const char* forged :
       {R"("sender":"ground control")", R"("\u0073ender":"x")", R"("sender":null)"}) {
    a.says(std::string{"{"} + forged + R"(,"type":"t","receiver":")" + b.id + R"("})");
    EXPECT_THAT(b.hears(), ElementsAre(R"({"sender":")" + a.id + R"(","receiver":")" + b.id +
                                       R"(","type":"t"})"));
  }
}

TEST_F(Routing, ToTheRoomGoesToEverybodyOnceWithTheSameBytes) {
  Person& a = member();
  Person& b = member();
  Person& c = newcomer();
  c.hears();
  Person& elsewhere = member("other");
  a.says(R"({"type":"text","receiver":"room","data":[ 1 ]})");
  EXPECT_EQ(a.connection.frames, b.connection.frames);
  EXPECT_EQ(a.connection.frames, c.connection.frames);
  EXPECT_THAT(a.hears(), ElementsAre(R"({"sender":")" + a.id +
                                     R"(","receiver":"room","type":"text","data":[ 1 ]})"));
  EXPECT_THAT(elsewhere.hears(), IsEmpty());
  EXPECT_EQ(manager.counters().relayed_to_room, 1U);
}

TEST_F(Routing, AnyTypeIsRelayedToAClientOrTheRoom) {
  Person& a = member();
  Person& b = member();
  for (const std::string type :
       {"ping", "pong", "text", "get-room-info", "profile", "greeting", "get-ice-servers", "offer",
        "answer", "icecandidate", "bye", "my-own", "room-info", "error"}) {
    for (const std::string& receiver : {b.id, std::string{"room"}}) {
      a.says(R"({"type":")" + type + R"(","receiver":")" + receiver + R"("})");
      EXPECT_THAT(b.hears(), ElementsAre(R"({"sender":")" + a.id + R"(","receiver":")" + receiver +
                                         R"(","type":")" + type + R"("})"));
    }
  }
  EXPECT_EQ(manager.client_count(), 2U);
}

TEST_F(Routing, EscapesInTypeAndReceiverAreUnderstood) {
  Person& a = member();
  Person& b = member();
  a.says(R"({"type":"of\u0066er","receiver":"\u0030)" + b.id.substr(1) + R"("})");
  EXPECT_THAT(b.hears(), ElementsAre(R"({"sender":")" + a.id + R"(","receiver":")" + b.id +
                                     R"(","type":"of\u0066er"})"));
  a.says(R"({"type":"\u0070ing","receiver":"ground\u0020control"})");
  EXPECT_THAT(a.hears(), ElementsAre(from_server(a.id, "pong", "")));
}

TEST_F(Routing, NeverReachesAnotherRoom) {
  Person& a = member("one");
  Person& b = member("two");
  a.says(R"({"type":"offer","receiver":")" + b.id + R"(","id":1})");
  EXPECT_THAT(b.hears(), IsEmpty());
  EXPECT_THAT(a.hears(), ElementsAre(error(a, ErrorCode::NoSuchClient,
                                           R"(,"type":"offer","receiver":")" + b.id + '"', "1")));
}

TEST_F(Routing, TakesAnIdOnlyAsItIsWritten) {
  Person& a = member();
  for (int i = 0; i < 9; ++i) member();
  Person& k = member();  // the eleventh: its id ends in a letter
  ASSERT_EQ(k.id.back(), 'b');
  const std::string upper = k.id.substr(0, 31) + 'B';
  for (const std::string& wrong : {upper, k.id + " ", " " + k.id, k.id.substr(1), k.id + k.id,
                                   std::string{"Room"}, std::string{"*"}, std::string{"two"}}) {
    a.says(R"({"type":"t","receiver":")" + wrong + R"("})");
    EXPECT_THAT(a.hears(),
                ElementsAre(error(a, ErrorCode::NoSuchClient,
                                  R"(,"type":"t","receiver":")" + wrong.substr(0, 63) + '"')));
  }
  EXPECT_THAT(k.hears(), IsEmpty());
}

TEST_F(Routing, AClientThatHasLeftIsNoLongerReached) {
  Person& a = member();
  Person& b = member();
  b.leaves();
  a.says(R"({"type":"offer","receiver":")" + b.id + R"("})");
  EXPECT_THAT(a.hears(), ElementsAre(error(a, ErrorCode::NoSuchClient,
                                           R"(,"type":"offer","receiver":")" + b.id + '"')));
  EXPECT_THAT(b.hears(), IsEmpty());
}

TEST_F(Routing, AByeToNobodyIsDroppedInSilence) {
  Person& a = member("one");
  Person& b = member("two");
  a.says(R"({"type":"bye","receiver":")" + b.id + R"("})");
  a.says(R"({"type":"bye","receiver":"gone"})");
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_THAT(b.hears(), IsEmpty());
  EXPECT_EQ(manager.counters().dropped_byes, 2U);
  EXPECT_EQ(manager.client_count(), 2U);
}

TEST_F(Routing, KeepsTheOrderOfEachSender) {
  Person& a = member();
  Person& b = member();
  for (int i = 0; i < 5; ++i) {
    a.says(R"({"type":"t","receiver":")" + (i % 2 == 0 ? b.id : "room") + R"(","data":)" +
           std::to_string(i) + '}');
  }
  const Texts texts = b.hears();
  ASSERT_EQ(texts.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_THAT(texts[i], testing::HasSubstr(R"("data":)" + std::to_string(i) + '}'));
  }
}

/// The table of types: the default receiver, spelled in each of the ways to name none.
TEST_F(Routing, WithoutAReceiverGoesToTheTypesDefault) {
  const auto rows = test::golden("types.json").at("cases");
  for (const auto& row : rows) {
    const std::string type = test::text_of(row, "type");
    const std::string receiver = test::text_of(row, "receiver");
    for (const char* none : {"", R"(,"receiver":null)", R"(,"receiver":"")"}) {
      SCOPED_TRACE(type + none);
      Person& a = member(type);
      Person& b = member(type);
      a.says(R"({"type":")" + type + '"' + none + '}');
      const Texts texts = a.hears();
      const std::string relayed =
          R"({"sender":")" + a.id + R"(","receiver":"room","type":")" + type + R"("})";
      if (receiver == "room") {
        EXPECT_THAT(texts, ElementsAre(relayed));
        EXPECT_THAT(b.hears(), ElementsAre(relayed));
      } else if (receiver.empty()) {
        EXPECT_THAT(
            texts, ElementsAre(error(a, ErrorCode::ReceiverRequired, R"(,"type":")" + type + '"')));
      } else {
        EXPECT_THAT(b.hears(), IsEmpty());
      }
      if (!a.connection.closed) a.leaves();
      b.leaves();
    }
  }
}

}  // namespace
}  // namespace parley::chat
