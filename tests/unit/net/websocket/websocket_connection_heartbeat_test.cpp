// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The heartbeat: who is asked for a sign of life, what counts as one, and what silence costs.
#include <chrono>
#include <csignal>
#include <ctime>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kShort = "heartbeat: {interval: 200ms, timeout: 200ms}\n";
constexpr const char* kLongInterval = "heartbeat: {interval: 400ms, timeout: 400ms}\n";
constexpr auto kOften = 50ms;

/// Keeps doing something for several intervals, and returns what came meanwhile.
template <class Act>
std::string while_acting(Member& member, Act act) {
  std::string input;
  const auto until = std::chrono::steady_clock::now() + 1s;
  while (std::chrono::steady_clock::now() < until) {
    act(member.ws);
    input += member.ws.socket().read_some_within(kOften).value_or("");
  }
  return input;
}

std::vector<Frame> frames_in(std::string input) {
  std::vector<Frame> frames;
  while (auto frame = take_server_frame(input)) frames.push_back(*std::move(frame));
  return frames;
}

TEST(Heartbeat, ASilentClientIsAskedWithTheTime) {
  ParleydProcess daemon(kShort);
  Member a = join(daemon.port(), "tea");
  const json ping = a.ws.read();
  EXPECT_EQ(ping.at("type"), "ping");
  EXPECT_EQ(ping.at("sender"), "ground control");
  EXPECT_EQ(ping.at("receiver"), a.id);
  const auto now_ms = static_cast<std::int64_t>(std::time(nullptr)) * 1000;
  EXPECT_NEAR(static_cast<double>(ping.at("data").get<std::int64_t>()), static_cast<double>(now_ms),
              60'000.0);
}

TEST(Heartbeat, WhoeverAnswersStays) {
  ParleydProcess daemon(kShort);
  Member a = join(daemon.port(), "tea");
  for (int i = 0; i < 4; ++i) {
    const json ping = a.ws.read();
    ASSERT_EQ(ping.at("type"), "ping");
    a.ws.send_json({{"type", "pong"}, {"data", ping.at("data")}});
  }
}

TEST(Heartbeat, WhoeverStaysSilentIsClosedWith4408AndGone) {
  ParleydProcess daemon(kShort);
  Member watcher = join(daemon.port(), "tea");
  (void)ids_in_room(watcher);
  Member silent = join(daemon.port(), "tea");
  const std::string input =
      while_acting(watcher, [](WsClient& ws) { ws.send(R"({"type":"pong"})"); });
  const auto frames = frames_in(input);
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(json::parse(frames[0].payload), room_info_broadcast("tea", {{watcher.id}}));
  const Ending ending = silent.ws.read_ending();
  EXPECT_EQ(ending.code, 4408);
  ASSERT_EQ(of_type(ending.before, "ping").size(), 1U);
  EXPECT_EQ(ending.before.back().at("type"), "bye");
}

TEST(Heartbeat, AnyMessageIsASignOfLife) {
  ParleydProcess daemon(kLongInterval);
  Member a = join(daemon.port(), "tea");
  EXPECT_EQ(while_acting(a, [](WsClient& ws) { ws.send(R"({"type":"greeting"})"); }), "");
}

TEST(Heartbeat, AControlFrameIsASignOfLife) {
  ParleydProcess daemon(kLongInterval);
  Member a = join(daemon.port(), "tea");
  bool is_ping = false;
  const auto frames = frames_in(while_acting(a, [&](WsClient& ws) {
    is_ping = !is_ping;
    ws.send_frame(is_ping ? Opcode::Ping : Opcode::Pong, "p");
  }));
  for (const Frame& frame : frames) EXPECT_EQ(frame.opcode, Opcode::Pong);
}

TEST(Heartbeat, AMessageThatNeverEndsIsNone) {
  ParleydProcess daemon(kShort);
  Member a = join(daemon.port(), "tea");
  a.ws.send_frame(Opcode::Text, "[", {.final = false});
  std::string input = while_acting(a, [](WsClient& ws) {
    (void)ws.socket().try_send(encode_frame(Opcode::Continuation, " ", {.final = false}));
  });
  const auto frames = frames_in(input);
  ASSERT_GE(frames.size(), 3U);
  EXPECT_EQ(json::parse(frames[0].payload).at("type"), "ping");
  EXPECT_EQ(json::parse(frames[1].payload).at("type"), "bye");
  EXPECT_EQ(frames[2].opcode, Opcode::Close);
  EXPECT_EQ(frames[2].payload.substr(0, 2), close_payload(4408));
}

TEST(Heartbeat, WhoeverIsPausedIsNotSilent) {
  ParleydProcess daemon(std::string(kShort) +
                        "limits: {messages_per_second: 2, message_burst: 1}\n");
  Member a = join(daemon.port(), "tea");
  std::string frames;
  for (int i = 0; i < 4; ++i) {
    frames += encode_frame(Opcode::Text, json{{"type", "ping"}, {"data", i}}.dump());
  }
  a.ws.send_raw(frames);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(a.ws.read_until("pong").at("data"), i);
}

TEST(Heartbeat, HalfOpenConnectionsAreEnded) {
  ParleydProcess daemon(std::string(kShort) + "limits: {close_deadline: 200ms}\n");
  Member a = join(daemon.port(), "tea");
  // Neither reads nor answers, as a machine that has lost its network. The end is seen here because
  // loopback still works.
  std::string input = a.ws.socket().read_to_end();
  const auto frames = frames_in(std::move(input));
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(frames.back().payload.substr(0, 2), close_payload(4408));
}

TEST(Heartbeat, AStallOfTheDaemonCostsNobodyWhoAnswers) {
  ParleydProcess daemon("heartbeat: {interval: 500ms, timeout: 500ms}\n");
  Member answers = join(daemon.port(), "tea");
  Member silent = join(daemon.port(), "coffee");
  daemon.signal(SIGSTOP);
  EXPECT_FALSE(answers.ws.socket().read_some_within(1300ms));
  daemon.signal(SIGCONT);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(answers.ws.read().at("type"), "ping");
    answers.ws.send(R"({"type":"pong"})");
  }
  const Ending ending = silent.ws.read_ending();
  EXPECT_EQ(ending.code, 4408);
  EXPECT_EQ(of_type(ending.before, "ping").size(), 1U);
}

}  // namespace
}  // namespace parley::test
