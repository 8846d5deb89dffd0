// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Coming back to a session of parley.v1 over another connection.
#include <algorithm>
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

json numbered(const std::string& receiver, int number) {
  return {{"type", "x"}, {"receiver", receiver}, {"data", number}};
}

std::vector<json> numbers(int from, int to) {
  std::vector<json> all;
  for (int i = from; i < to; ++i) all.emplace_back(i);
  return all;
}

class Resume : public testing::Test {
 protected:
  WsClient resume_by_hand(std::string_view query) {
    return {server_.endpoint(), "/room/tea/ws?" + std::string(query), {kV1Offer}};
  }

  MemoryServer server_;
  V1Client a_{server_.endpoint(), "tea"};
  V1Client b_{server_.endpoint(), "tea"};
};

TEST_F(Resume, GoesOnWhereItWasForEverybody) {
  (void)a_.messages_until_now();
  b_.drop();
  EXPECT_EQ(a_.read().at("type"), "client-suspended");
  for (int i = 0; i < 3; ++i) a_.send(numbered(b_.id(), i));
  (void)a_.messages_until_now();
  const std::string id = b_.id();
  const std::string token = b_.tokens().back();
  const json welcome = b_.resume(server_.endpoint());
  EXPECT_TRUE(b_.is_resumed());
  EXPECT_EQ(welcome.at("id"), id);
  EXPECT_NE(welcome.at("resume").at("token"), token);
  EXPECT_EQ(welcome.at("room"), (json{{"version", 4}}));
  EXPECT_EQ(data_of(b_.messages_until_now(), "x"), numbers(0, 3));
  EXPECT_EQ(a_.read(), (json{{"sender", "ground control"},
                             {"receiver", "room"},
                             {"type", "client-resumed"},
                             {"data", {{"id", id}, {"version", 4}}}}));
}

TEST_F(Resume, WhatTheDaemonHasNotCountedIsSentAgainAndNothingTwice) {
  a_.send(numbered(b_.id(), 0));
  (void)a_.messages_until_now();
  a_.drop();
  for (int i = 1; i < 4; ++i) a_.send(numbered(b_.id(), i));
  EXPECT_EQ(a_.resume(server_.endpoint()).at("received"), 1);
  (void)a_.messages_until_now();
  EXPECT_EQ(data_of(b_.messages_until_now(), "x"), numbers(0, 4));
}

TEST_F(Resume, TakesTheSessionFromAConnectionThatLooksAlive) {
  WsClient older = a_.release();
  (void)a_.resume(server_.endpoint());
  EXPECT_TRUE(a_.is_resumed());
  const Ending ending = older.read_ending();
  EXPECT_EQ(ending.code, 4409);
  ASSERT_FALSE(ending.before.empty());
  EXPECT_EQ(ending.before.back().at("type"), "bye");
  EXPECT_TRUE(server_.log_has({"taken-over", a_.id()}));
  // Nobody was told anything: it was never away.
  for (const json& message : b_.messages_until_now()) {
    EXPECT_EQ(message.at("type").get<std::string>().find("client-"), std::string::npos) << message;
  }
}

TEST_F(Resume, WhatTheOlderConnectionStillSaysIsNotHeard) {
  WsClient older = a_.release();
  (void)a_.resume(server_.endpoint());
  older.send_json(numbered(b_.id(), 666));
  a_.send(numbered(b_.id(), 1));
  (void)a_.messages_until_now();
  EXPECT_EQ(data_of(b_.messages_until_now(), "x"), numbers(1, 2));
}

TEST_F(Resume, TheTokenBeforeStaysGoodUntilTheFreshOneIsKnown) {
  const std::string first = a_.tokens().back();
  a_.drop();
  const std::string query = "resume=" + first + "&received=" + std::to_string(a_.received());
  for (int i = 0; i < 3; ++i) {
    WsClient lost = resume_by_hand(query);
    EXPECT_TRUE(lost.read().at("data").at("resumed").get<bool>());
    lost.socket().reset();
  }
  WsClient heard = resume_by_hand(query);
  const json welcome = heard.read().at("data");
  ASSERT_TRUE(welcome.at("resumed").get<bool>());
  heard.send_json({{"type", "ping"}});
  (void)heard.read_until("pong");
  heard.socket().reset();
  WsClient late = resume_by_hand(query);
  EXPECT_FALSE(late.read().at("data").at("resumed").get<bool>());
}

TEST_F(Resume, ATokenIsGoodForItsRoomOnly) {
  const std::string query = "?resume=" + a_.tokens().back() + "&received=0";
  WsClient elsewhere(server_.endpoint(), "/room/coffee/ws" + query, {kV1Offer});
  const json welcome = elsewhere.read().at("data");
  EXPECT_FALSE(welcome.at("resumed").get<bool>());
  EXPECT_NE(welcome.at("id"), a_.id());
  a_.drop();
  (void)a_.resume(server_.endpoint());
  EXPECT_TRUE(a_.is_resumed());
}

TEST_F(Resume, AnUnknownTokenBeginsAnewWithTheWholeRoom) {
  WsClient stranger = resume_by_hand("resume=" + std::string(32, '0') + "&received=7&username=Ann");
  const json welcome = stranger.read().at("data");
  EXPECT_FALSE(welcome.at("resumed").get<bool>());
  EXPECT_EQ(welcome.at("received"), 0);
  EXPECT_EQ(welcome.at("room").at("clients"),
            listed({{a_.id()}, {b_.id()}, {welcome.at("id").get<std::string>(), "Ann"}}));
}

TEST_F(Resume, ACountThatCannotBeEndsTheSession) {
  a_.send(numbered(b_.id(), 1));
  b_.send({{"type", "x"}, {"receiver", a_.id()}, {"id", "m"}, {"data", 1}});
  (void)b_.messages_until_now();
  WsClient older = a_.release();
  WsClient liar = resume_by_hand("resume=" + a_.tokens().back() + "&received=1000");
  EXPECT_FALSE(liar.read().at("data").at("resumed").get<bool>());
  EXPECT_EQ(older.read_ending().code, 4409);
  const auto told = b_.messages_until_now();
  const auto errors = data_of(told, "error");
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].at("code"), "undelivered");
  EXPECT_EQ(errors[0].at("receiver"), a_.id());
  EXPECT_EQ(data_of(told, "client-left").size(), 1U);
}

TEST_F(Resume, MalformedParametersAreRefusedWith4400) {
  const std::string token = "resume=" + a_.tokens().back();
  for (const std::string& query : std::vector<std::string>{
           token, token + "&received=", token + "&received=x", token + "&received=-1",
           token + "&received=1.5", token + "&received=18446744073709551616",
           token + "&received=%zz", "resume=%00%zz&received=1"}) {
    WsClient ws = resume_by_hand(query);
    EXPECT_EQ(ws.read_ending().code, 4400) << query;
  }
  a_.send(numbered(b_.id(), 0));  // and the session has not noticed
  (void)a_.messages_until_now();
  EXPECT_EQ(data_of(b_.messages_until_now(), "x"), numbers(0, 1));
}

TEST_F(Resume, NoTokenIsInTheLog) {
  for (int i = 0; i < 3; ++i) {
    a_.drop();
    (void)a_.resume(server_.endpoint());
  }
  const std::string guessed(32, 'd');
  (void)resume_by_hand("resume=" + guessed + "&received=0").read();
  (void)resume_by_hand("resume=" + guessed + "&received=x").read_ending();
  EXPECT_TRUE(server_.log_has({"join-refused"}));
  for (const std::string& token : a_.tokens()) EXPECT_FALSE(server_.log_has({token}));
  EXPECT_FALSE(server_.log_has({guessed}));
}

TEST(ResumeOfAThrottledClient, DoesNotShortenItsPause) {
  MemoryServer server({.chat = {.messages = {0.1, 2}}});
  Member b = join(server.endpoint(), "tea");
  V1Client a(server.endpoint(), "tea");  // its ack is its first message
  a.send(numbered(b.id, 0));
  EXPECT_EQ(b.ws.read_until("x").at("data"), 0);
  const TimePoint begin = server.now();
  server.advance(3s);
  a.drop();
  WsClient again(
      server.endpoint(),
      "/room/tea/ws?resume=" + a.tokens().back() + "&received=" + std::to_string(a.received()),
      {kV1Offer});
  EXPECT_TRUE(again.read().at("data").at("resumed").get<bool>());
  again.send_json(numbered(b.id, 1));
  EXPECT_EQ(b.ws.read_until("x").at("data"), 1);
  EXPECT_EQ(server.now() - begin, 10s);
}

TEST(ResumeOfAStuckReader, DiscardsWhatWasUnsentAndEndsItsConnection) {
  MemoryServer server({.net = {.limits = {.output_bytes = 16 << 20}},
                       .chat = {.messages = {10'000, 10'000},
                                .bytes = {1e9, 1e9},
                                .resume = {.messages = 1000, .bytes = 8 << 20}}});
  V1Client a(server.endpoint(), "tea");
  V1Client stuck(server.endpoint(), "tea");
  stuck.drop();
  stuck.resume(server.connect({.window = 100'000}));
  WsClient older = stuck.release();
  constexpr int kMessages = 100;  // more than there is room for
  for (int i = 0; i < kMessages; ++i) {
    a.send({{"type", "x"}, {"receiver", stuck.id()}, {"data", std::string(60'000, 'd')}});
  }
  (void)a.messages_until_now();
  stuck.resume(server.endpoint());
  EXPECT_EQ(data_of(stuck.messages_until_now(), "x").size(), kMessages);
  // What it has not read it does not get any more: it ends in the middle of a frame.
  EXPECT_LT(older.socket().read_to_end().size(), kMessages * 60'000U / 2);
}

}  // namespace
}  // namespace parley::test
