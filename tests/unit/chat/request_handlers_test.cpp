// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "Delivery": what the types mean to the server, and what it sends by itself.
#include "chat/request_handlers.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"
#include "unit/protocol/golden.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using protocol::ErrorCode;
using Responses = ChatTest;
using Profile = ChatTest;

/// What the golden table of types says the server answers.
TEST_F(Responses, AreThoseOfTheTableOfTypes) {
  const auto rows = test::golden("types.json").at("cases");
  for (const auto& row : rows) {
    const std::string type = test::text_of(row, "type");
    const std::string answer = test::text_of(row, "to_server");
    Person& a = member(type);
    a.says(R"({"type":")" + type + R"(","receiver":"ground control","data":{"username":"x"}})");
    const Texts texts = a.hears();
    const std::string code = answer.starts_with("error:") ? answer.substr(6) : "";
    if (answer.empty()) {
      EXPECT_THAT(texts, IsEmpty()) << type;
    } else if (code.empty()) {
      EXPECT_THAT(texts,
                  ElementsAre(testing::StartsWith(R"({"sender":"ground control","receiver":")" +
                                                  a.id + R"(","type":")" + answer + '"')));
    } else {
      EXPECT_THAT(texts, ElementsAre(testing::HasSubstr(R"("data":{"code":")" + code + '"')));
    }
  }
}

TEST_F(Responses, GreetingComesFirst) {
  Person& a = newcomer();
  EXPECT_THAT(a.hears(),
              ElementsAre(from_server(a.id, "greeting", R"(,"data":"Welcome aboard.")")));
}

TEST_F(Responses, PongCarriesTheIdAndTheDataOfThePing) {
  Person& a = member();
  a.says(R"({"type":"ping","id":"\u0041","data":{"t": 1.50}})");
  a.says(R"({"type":"ping","id":12})");
  EXPECT_THAT(a.hears(),
              ElementsAre(from_server(a.id, "pong", R"(,"id":"\u0041","data":{"t": 1.50})"),
                          from_server(a.id, "pong", R"(,"id":12)")));
}

TEST_F(Responses, RoomInfoListsAllInJoinOrderTheAskerIncluded) {
  Person& a = member("r", "Ziggy");
  Person& b = member();
  Person& c = member("r", "Iman");
  b.says(R"({"type":"get-room-info","id":3})");
  EXPECT_THAT(b.hears(),
              ElementsAre(from_server(
                  b.id, "room-info",
                  R"(,"id":3,"data":)" + list("r", {&a, &b, &c}, {"Ziggy", "Major Tom", "Iman"}))));
  EXPECT_THAT(a.hears(), IsEmpty());
}

TEST_F(Responses, RoomInfoKeepsTheOrderWhenSomebodyLeaves) {
  Person& a = member();
  Person& b = member();
  Person& c = member();
  Person& d = member();
  b.leaves();
  d.says(R"({"type":"get-room-info"})");
  EXPECT_THAT(d.hears(),
              ElementsAre(from_server(d.id, "room-info", R"(,"data":)" + list("r", {&a, &c, &d}))));
}

TEST_F(Responses, IceServersComeFromTheirSource) {
  Person& a = member();
  a.says(R"({"type":"get-ice-servers","id":"q"})");
  EXPECT_THAT(a.hears(), ElementsAre(from_server(a.id, "ice-servers",
                                                 R"(,"id":"q","data":)" + ice_servers->json)));
}

TEST_F(Responses, IceServersThatCannotBeMadeAreNotTheClientsFault) {
  Person& a = member();
  ice_servers.reset();
  for (int i = 0; i < 100; ++i) a.says(R"({"type":"get-ice-servers"})");
  EXPECT_EQ(a.hears().back(), error(a, ErrorCode::Internal, R"(,"type":"get-ice-servers")"));
  EXPECT_EQ(a.connection.closed, std::nullopt);
}

TEST_F(Responses, ByeIsAnsweredWithItsIdAndEndsTheClient) {
  Person& a = member();
  Person& b = member();
  EXPECT_EQ(a.says(R"({"type":"bye","id":5})"), Duration::zero());
  EXPECT_THAT(a.hears(), ElementsAre(from_server(a.id, "bye", R"(,"id":5,"data":"goodbye")")));
  EXPECT_EQ(a.connection.closed, CloseReason::Bye);
  EXPECT_EQ(manager.client_count(), 1U);
  wind(limits.room_info_interval);
  EXPECT_THAT(b.hears(), ElementsAre(room_info(list("r", {&b}))));
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_EQ(a.connection.closes, 1);
}

TEST_F(Responses, GreetingIsLogged) {
  Person& a = member();
  a.says(R"({"type":"greeting","data":"secret"})");
  EXPECT_EQ(log.lines.back(), "greeting client=" + a.id);
}

TEST_F(Responses, ErrorNamesTheOffendingMessageAndRepeatsItsId) {
  Person& a = member();
  a.says(R"({"type":"offer","receiver":"ground control","id":-4})");
  EXPECT_THAT(a.hears(),
              ElementsAre(error(a, ErrorCode::BadReceiver,
                                R"(,"type":"offer","receiver":"ground control")", "-4")));
}

TEST_F(Responses, BadMessageSaysWhatIsWrongAndRepeatsWhatWasFound) {
  Person& a = member();
  a.says(R"({"id":"x","type":"offer","data":)" + std::string(40, '[') + '}');
  EXPECT_THAT(a.hears(),
              ElementsAre(from_server(a.id, "error",
                                      R"(,"id":"x","data":{"code":"bad-message","message":)"
                                      R"("the message is nested too deep","type":"offer"})")));
}

TEST_F(Responses, ErrorRepeatsAtMost64Bytes) {
  Person& a = member();
  a.says(R"({"type":"t","receiver":")" + std::string(5000, 'x') + R"("})");
  EXPECT_THAT(a.hears(),
              ElementsAre(error(a, ErrorCode::NoSuchClient,
                                R"(,"type":"t","receiver":")" + std::string(63, 'x') + '"')));
}

TEST_F(Responses, PingCarriesTheUnixTimeInMilliseconds) {
  Person& a = member();
  scheduler.wall = std::chrono::system_clock::time_point{milliseconds{1'700'000'000'123}};
  manager.ping(*a.client);
  EXPECT_THAT(a.hears(), ElementsAre(from_server(a.id, "ping", R"(,"data":1700000000123)")));
}

TEST_F(Responses, EveryGoldenBadMessageIsABadMessageAndNothingIsRelayed) {
  Person& b = member();
  const auto cases = test::golden("invalid.json").at("cases");
  for (const auto& c : cases) {
    Person& a = member();
    a.says(test::text_of(c, "input"));
    EXPECT_THAT(a.hears(), ElementsAre(testing::HasSubstr(R"("data":{"code":"bad-message",)")))
        << test::text_of(c, "name");
    EXPECT_THAT(b.hears(), IsEmpty());
    a.leaves();
    wind(seconds{1});
    b.hears();
  }
}

TEST_F(Profile, SetsTheUsernameTrimmed) {
  Person& a = member();
  a.says(R"({"type":"profile","data":{"username":"\u3000 Zig\u0067y "}})");
  EXPECT_EQ(a.client->username(), "Ziggy");
  EXPECT_THAT(a.hears(), IsEmpty());
}

TEST_F(Profile, ThatIsBadChangesNothing) {
  Person& a = member("r", "Ziggy");
  for (const char* data : {"", R"(,"data":null)", R"(,"data":{})", R"(,"data":{"username":""})",
                           R"(,"data":{"username":"\u0007"})", R"(,"data":{"username":7})",
                           R"(,"data":{"username":"\ud800"})"}) {
    a.says(std::string{R"({"type":"profile","id":1)"} + data + '}');
    EXPECT_THAT(a.hears(),
                ElementsAre(error(a, ErrorCode::BadProfile, R"(,"type":"profile")", "1")));
  }
  EXPECT_EQ(a.client->username(), "Ziggy");
  wind(seconds{1});
  EXPECT_THAT(a.hears(), IsEmpty());
}

}  // namespace
}  // namespace parley::chat
