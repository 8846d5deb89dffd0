// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Error codes": each of them, through a real socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using testing::IsEmpty;

class Errors : public testing::Test {
 protected:
  std::string code_for(std::string_view message) {
    a_.ws.send(message);
    return error_code(a_.ws.read());
  }

  ParleydProcess daemon_{"limits: {errors_per_minute: 1000}\n"};
  Member a_ = join(daemon_.port(), "tea");
  Member b_ = join(daemon_.port(), "tea");
};

TEST_F(Errors, AnErrorNamesTheOffendingMessage) {
  json error = ask(a_, {{"type", "offer"}, {"receiver", "nobody"}, {"id", 5}, {"data", "secret"}});
  EXPECT_FALSE(error.at("data").at("message").get<std::string>().empty());
  error.at("data").erase("message");
  EXPECT_EQ(
      error,
      json({{"sender", "ground control"},
            {"receiver", a_.id},
            {"type", "error"},
            {"id", 5},
            {"data", {{"code", "no-such-client"}, {"type", "offer"}, {"receiver", "nobody"}}}}));
}

TEST_F(Errors, WhatIsNotAnEnvelopeIsABadMessage) {
  for (const std::string message : {R"()",
                                    R"( )",
                                    R"(x)",
                                    R"({)",
                                    R"({"type":"ping")",
                                    R"({"type":"ping"}})",
                                    R"({"type":"ping"} {"type":"ping"})",
                                    R"({"type":"ping",})",
                                    R"({'type':'ping'})",
                                    R"({type:"ping"})",
                                    R"([])",
                                    R"("ping")",
                                    R"(1)",
                                    R"(null)",
                                    R"(true)",
                                    R"([{"type":"ping"}])",
                                    R"({"type":"ping","data":01})",
                                    R"({"type":"ping","data":+1})",
                                    R"({"type":"ping","data":.5})",
                                    R"({"type":"ping","data":1.})",
                                    R"({"type":"ping","data":NaN})",
                                    R"({"type":"ping","data":"\x"})",
                                    R"({"type":"ping","data":"\u12"})",
                                    R"({"type":"ping","data":})",
                                    R"({"type":"ping","data":[1,]})",
                                    R"({"type":"ping","data":tru})",
                                    R"({"type":"ping"}/**/)",
                                    "{\"type\":\"ping\",\"data\":\"\t\"}",
                                    "\xef\xbb\xbf{\"type\":\"ping\"}"}) {
    EXPECT_EQ(code_for(message), "bad-message") << message;
  }
  EXPECT_EQ(code_for(std::string("{\"type\":\"ping\"}\0", 16)), "bad-message");
}

TEST_F(Errors, WrongTypesInTheEnvelopeAreABadMessage) {
  const std::string long_type(65, 't');
  const std::string long_id(65, 'i');
  for (const std::string& message : {std::string(R"({})"),
                                     std::string(R"({"type":null})"),
                                     std::string(R"({"type":1})"),
                                     std::string(R"({"type":""})"),
                                     std::string(R"({"type":["ping"]})"),
                                     R"({"type":")" + long_type + R"("})",
                                     std::string(R"({"type":"ping","receiver":1})"),
                                     std::string(R"({"type":"ping","receiver":{}})"),
                                     std::string(R"({"type":"ping","receiver":["room"]})"),
                                     std::string(R"({"type":"ping","receiver":false})"),
                                     std::string(R"({"type":"ping","id":1.5})"),
                                     std::string(R"({"type":"ping","id":1e2})"),
                                     std::string(R"({"type":"ping","id":true})"),
                                     std::string(R"({"type":"ping","id":[]})"),
                                     std::string(R"({"type":"ping","id":{}})"),
                                     R"({"type":"ping","id":")" + long_id + R"("})",
                                     std::string(R"({"type":"\ud800"})"),
                                     std::string(R"({"type":"a\udc00b"})"),
                                     std::string(R"({"type":"ping","receiver":"\ud800"})"),
                                     std::string(R"({"type":"ping","id":"\udfff"})")}) {
    EXPECT_EQ(code_for(message), "bad-message") << message;
  }
}

TEST_F(Errors, AKnownKeyThatAppearsTwiceIsABadMessage) {
  for (const std::string key : {"sender", "receiver", "type", "data", "id"}) {
    const std::string value = R"(:"ping")";
    const std::string escaped = R"("\u00)" +
                                std::string(key == "type"       ? "74"
                                            : key == "sender"   ? "73"
                                            : key == "receiver" ? "72"
                                            : key == "data"     ? "64"
                                                                : "69") +
                                key.substr(1) + "\"";
    const std::string once = key == "type" ? "" : R"("type":"ping",)";
    const std::string name = "\"" + key + "\"";
    EXPECT_EQ(code_for("{" + once + name + value + "," + name + value + "}"), "bad-message") << key;
    EXPECT_EQ(code_for("{" + once + name + value + "," + escaped + value + "}"), "bad-message")
        << key;
  }
}

TEST_F(Errors, UnknownKeysMayRepeat) {
  EXPECT_EQ(ask(a_, json::parse(R"({"type":"ping"})")).at("type"), "pong");
  a_.ws.send(R"({"x":1,"type":"ping","x":2})");
  EXPECT_EQ(a_.ws.read().at("type"), "pong");
}

TEST_F(Errors, ThirtyTwoOpenBracketsAreTheMost) {
  a_.ws.send(R"({"type":"ping","data":)" + nested_arrays(31) + "}");
  EXPECT_EQ(a_.ws.read().at("type"), "pong");
  EXPECT_EQ(code_for(R"({"type":"ping","data":)" + nested_arrays(32) + "}"), "bad-message");
  EXPECT_EQ(code_for(R"({"type":"ping","x":)" + nested_arrays(32) + "}"), "bad-message");
  EXPECT_EQ(code_for(R"({"type":"ping","data":)" + nested_arrays(30'000) + "}"), "bad-message");
}

TEST_F(Errors, TypesThatTheServerDoesNotTake) {
  EXPECT_EQ(code_for(R"({"type":"x","receiver":"ground control"})"), "unknown-type");
  EXPECT_EQ(code_for(R"({"type":"room-info","receiver":"ground control"})"), "unknown-type");
  for (const std::string type : {"text", "offer", "answer", "icecandidate"}) {
    EXPECT_EQ(code_for(R"({"type":")" + type + R"(","receiver":"ground control"})"),
              "bad-receiver");
  }
  EXPECT_THAT(b_.ws.messages_until_now(), IsEmpty());
}

TEST_F(Errors, TypesThatNeedAReceiver) {
  for (const std::string type : {"offer", "answer", "icecandidate", "x", "room-info", "Ping"}) {
    for (const std::string receiver : {"", R"(,"receiver":null)", R"(,"receiver":"")"}) {
      EXPECT_EQ(code_for(R"({"type":")" + type + "\"" + receiver + "}"), "receiver-required");
    }
  }
  EXPECT_THAT(b_.ws.messages_until_now(), IsEmpty());
}

TEST_F(Errors, AtMost64BytesOfTheInputAreRepeated) {
  for (const std::string& unit : {std::string("x"), std::string("é"), std::string("😀")}) {
    std::string receiver;
    while (receiver.size() < 5000) receiver += unit;
    const json data = ask(a_, {{"type", "t"}, {"receiver", receiver}}).at("data");
    const std::string echoed = data.at("receiver");
    EXPECT_LE(data.at("type").get<std::string>().size() + echoed.size(), 64U);
    EXPECT_GT(echoed.size(), 59U);
    EXPECT_TRUE(receiver.starts_with(echoed));
  }
  const json data = ask(a_, {{"type", std::string(64, 't')}, {"receiver", "nobody"}}).at("data");
  EXPECT_EQ(data.at("type"), std::string(64, 't'));
  EXPECT_FALSE(data.contains("receiver"));
}

TEST_F(Errors, AnErrorCostsAReplyAndNotTheConnection) {
  for (int i = 0; i < 100; ++i) ASSERT_EQ(code_for("x"), "bad-message");
  EXPECT_EQ(ask(a_, {{"type", "ping"}}).at("type"), "pong");
  EXPECT_THAT(b_.ws.messages_until_now(), IsEmpty());
}

TEST(TooManyErrors, CloseWith1008) {
  ParleydProcess daemon("limits: {errors_per_minute: 3}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  (void)ids_in_room(b);
  for (int i = 0; i < 4; ++i) a.ws.send("x");
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 1008);
  ASSERT_EQ(ending.before.size(), 5U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(error_code(ending.before[i]), "bad-message");
  EXPECT_EQ(ending.before[4].at("type"), "bye");
  EXPECT_EQ(b.ws.read(), room_info_broadcast("tea", {{b.id}}));
}

TEST(TooManyErrors, CountsOnlyTheClientsOwnFault) {
  ParleydProcess daemon("limits: {errors_per_minute: 3}\n");
  Member a = join(daemon.port(), "tea");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(error_code(ask(a, {{"type", "x"}, {"receiver", "nobody"}})), "no-such-client");
  }
  EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
}

}  // namespace
}  // namespace parley::test
