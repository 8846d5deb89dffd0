// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Which clients speak parley.v1, what a welcome says, and how both kinds of clients share a room.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using Offers = HttpClient::Headers;

struct Choice {
  Offers offers;
  bool is_v1;
};

class EachOffer : public testing::TestWithParam<Choice> {};

TEST_P(EachOffer, IsRespondedToAndServedAsTheKindThatItIs) {
  MemoryServer server;
  WsClient ws(server.endpoint(), "/room/tea/ws", GetParam().offers);
  EXPECT_EQ(ws.subprotocol(), GetParam().is_v1 ? "parley.v1" : "");
  EXPECT_EQ(ws.read().at("type"), GetParam().is_v1 ? "welcome" : "greeting");
}

INSTANTIATE_TEST_SUITE_P(
    Negotiation, EachOffer,
    testing::Values(Choice{{"Sec-WebSocket-Protocol: parley.v1"}, true},
                    Choice{{"Sec-WebSocket-Protocol: chat, parley.v1,\tmqtt"}, true},
                    Choice{{"Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol: parley.v1"},
                           true},
                    Choice{{"Sec-WebSocket-Protocol: parley.v1, parley.v1"}, true},
                    Choice{{}, false}, Choice{{"Sec-WebSocket-Protocol: Parley.V1"}, false},
                    Choice{{"Sec-WebSocket-Protocol: parley.v2, parley.v10, xparley.v1"}, false},
                    Choice{{"Sec-WebSocket-Protocol: chat"}, false}),
    [](const auto& tested) { return "Number" + std::to_string(tested.index); });

TEST(Negotiation, TheWelcomeSaysAllThatAClientAsksABaseServerFor) {
  MemoryServer server(
      {.net = {.limits = {.message_bytes = 2000}, .heartbeat = {.interval = 3s, .timeout = 2s}},
       .chat = {.messages = {50, 70}, .resume = {.window = 4s}},
       .ice_servers = R"([{"urls":["stun:127.0.0.1"]}])"});
  const Member base = join(server.endpoint(), "tea", "username=Ann");
  V1Client v1(server.endpoint(), "tea", "username=Bob");
  json welcome = v1.welcome();
  EXPECT_THAT(v1.id(), testing::MatchesRegex("[0-9a-f]{32}"));
  EXPECT_TRUE(welcome.at("version").is_string());
  welcome.erase("version");
  EXPECT_EQ(
      welcome,
      (json{{"id", v1.id()},
            {"room_id", "tea"},
            {"username", "Bob"},
            {"features", {"resume", "ice-servers"}},
            {"heartbeat", {{"interval_ms", 3000}, {"timeout_ms", 2000}}},
            {"limits", {{"message_bytes", 2000}, {"messages_per_second", 50}, {"burst", 70}}},
            {"resume", {{"token", v1.tokens().back()}, {"window_ms", 4000}}},
            {"resumed", false},
            {"received", 0},
            {"room", {{"version", 2}, {"clients", listed({{base.id, "Ann"}, {v1.id(), "Bob"}})}}},
            {"ice_servers", {{{"urls", {"stun:127.0.0.1"}}}}}}));
}

TEST(Negotiation, ThoseOfV1AreToldOfEachChangeAndTheOthersAsEver) {
  MemoryServer server;
  V1Client v1(server.endpoint(), "tea");
  Member base = join(server.endpoint(), "tea", "username=Ann");
  EXPECT_EQ(ids_in_room(base), (std::vector<std::string>{v1.id(), base.id}));
  V1Client other(server.endpoint(), "tea");
  base.ws.send(R"({"type":"profile","data":{"username":"Eve"}})");
  (void)wait_for_room_of(base, 3);
  other.send({{"type", "text"}, {"data", "hi"}});
  EXPECT_EQ(base.ws.read().at("data"), "hi");
  EXPECT_EQ(base.ws.close().code, 1000);
  std::vector<json> seen;
  while (seen.size() < 5) seen.push_back(v1.read());
  EXPECT_EQ(data_of(seen, "client-joined"),
            (std::vector<json>{
                {{"client", {{"id", base.id}, {"username", "Ann"}}}, {"version", 2}},
                {{"client", {{"id", other.id()}, {"username", "Major Tom"}}}, {"version", 3}}}));
  EXPECT_EQ(
      data_of(seen, "client-updated"),
      (std::vector<json>{{{"client", {{"id", base.id}, {"username", "Eve"}}}, {"version", 4}}}));
  EXPECT_EQ(data_of(seen, "text"), (std::vector<json>{"hi"}));
  EXPECT_EQ(data_of(seen, "client-left"),
            (std::vector<json>{{{"id", base.id}, {"reason", "closed"}, {"version", 5}}}));
}

TEST(Negotiation, ABaseClientSeesNothingOfIt) {
  MemoryServer server({.chat = {.resume = {.window = 200ms}}});
  Member base = join(server.endpoint(), "tea");
  (void)ids_in_room(base);
  V1Client v1(server.endpoint(), "tea");
  base.ws.send_json({{"type", "x"}, {"receiver", v1.id()}, {"data", 1}});
  EXPECT_EQ(data_of({v1.read()}, "x"), std::vector<json>{1});
  v1.drop();
  EXPECT_TRUE(server.log_has({"suspended", v1.id()}));
  EXPECT_EQ(ids_in_room(base), (std::vector<std::string>{base.id, v1.id()}));
  base.ws.send_json({{"type", "x"}, {"receiver", v1.id()}, {"data", 2}});
  // The seat is given up: now it has left, and that its message was not confirmed is not said.
  EXPECT_EQ(base.ws.read(), room_info_broadcast("tea", {{base.id}}));
  EXPECT_EQ(base.ws.messages_until_now(), std::vector<json>{});
}

TEST(Negotiation, AnAckOfABaseClientIsAnUnknownType) {
  MemoryServer server;
  Member base = join(server.endpoint(), "tea");
  const json ack{{"type", "ack"}, {"receiver", "ground control"}, {"data", {{"received", 0}}}};
  EXPECT_EQ(error_code(ask(base, ack)), "unknown-type");
}

}  // namespace
}  // namespace parley::test
