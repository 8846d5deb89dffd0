// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The heartbeat: who is asked for a sign of life, what counts as one, and what silence costs.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/v1_client.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

constexpr auto kInterval = 25s;  // as without a configuration
constexpr auto kTimeout = 15s;
constexpr auto kSweep = 1s;

/// Keeps doing something for several intervals, and returns what came meanwhile.
template <class Act>
std::string while_acting(Member& member, Act act) {
  std::string input;
  for (int i = 0; i < 30; ++i) {
    act(member.ws);
    input += member.ws.socket().read_some_within(5s).value_or("");
  }
  return input;
}

std::vector<Frame> frames_in(std::string input) {
  std::vector<Frame> frames;
  while (auto frame = take_server_frame(input)) frames.push_back(*std::move(frame));
  return frames;
}

TEST(Heartbeat, ASilentClientIsPingedAfterTheInterval) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  server.advance(kInterval - 1ms);
  EXPECT_EQ(a.ws.socket().unread_bytes(), 0U);
  server.advance(kSweep);
  ASSERT_GT(a.ws.socket().unread_bytes(), 0U);
  EXPECT_EQ(a.ws.read_frame().opcode, Opcode::Ping);
  EXPECT_EQ(a.ws.socket().unread_bytes(), 0U) << "a message, too";
}

TEST(Heartbeat, AClientOfParleyV1IsPingedWithAMessage) {
  MemoryServer server;
  V1Client a(server.endpoint(), "tea");
  server.advance(kInterval + kSweep);
  const json ping = a.ws().read_until("ping");
  EXPECT_EQ(ping.at("receiver"), a.id());
  EXPECT_EQ(ping.at("sender"), "ground control");
}

TEST(Heartbeat, AClientThatRespondsStays) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  for (int i = 0; i < 4; ++i) {
    server.advance(kInterval + kSweep);
    const Frame ping = a.ws.read_frame();
    ASSERT_EQ(ping.opcode, Opcode::Ping);
    a.ws.send_frame(Opcode::Pong, ping.payload);
  }
}

TEST(Heartbeat, AMessageInsteadOfThePongIsASignOfLife) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  for (int i = 0; i < 4; ++i) {
    server.advance(kInterval + kSweep);
    ASSERT_EQ(a.ws.read_frame().opcode, Opcode::Ping);
    a.ws.send(R"({"type":"pong"})");
  }
}

TEST(Heartbeat, AClientThatStaysSilentIsClosedWith4408AndGone) {
  MemoryServer server;
  Member watcher = join(server.endpoint(), "tea");
  (void)ids_in_room(watcher);
  Member silent = join(server.endpoint(), "tea");
  const std::string input =
      while_acting(watcher, [](WsClient& ws) { ws.send(R"({"type":"pong"})"); });
  const auto frames = frames_in(input);
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(json::parse(frames[0].payload), room_info_broadcast("tea", {{watcher.id}}));
  const Ending ending = silent.ws.read_ending();
  EXPECT_EQ(ending.code, 4408);
  EXPECT_EQ(ending.pings, 1);
  EXPECT_EQ(ending.before.back().at("type"), "bye");
}

TEST(Heartbeat, ASilentClientHasAllOfTheTimeout) {
  MemoryServer server;
  Member silent = join(server.endpoint(), "tea");
  server.advance(kInterval + kTimeout - 1ms);
  EXPECT_EQ(server.chat().client_count(), 1U);
  server.advance(kSweep + 1ms);
  EXPECT_EQ(server.chat().client_count(), 0U);
}

TEST(Heartbeat, AnyMessageIsASignOfLife) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  EXPECT_EQ(while_acting(a, [](WsClient& ws) { ws.send(R"({"type":"greeting"})"); }), "");
}

TEST(Heartbeat, AControlFrameIsASignOfLife) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  bool is_ping = false;
  const auto frames = frames_in(while_acting(a, [&](WsClient& ws) {
    is_ping = !is_ping;
    ws.send_frame(is_ping ? Opcode::Ping : Opcode::Pong, "p");
  }));
  for (const Frame& frame : frames) EXPECT_EQ(frame.opcode, Opcode::Pong);
}

TEST(Heartbeat, AMessageThatNeverEndsIsNone) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  a.ws.send_frame(Opcode::Text, "[", {.final = false});
  std::string input = while_acting(a, [](WsClient& ws) {
    (void)ws.socket().try_send(encode_frame(Opcode::Continuation, " ", {.final = false}));
  });
  const auto frames = frames_in(input);
  ASSERT_GE(frames.size(), 3U);
  EXPECT_EQ(frames[0].opcode, Opcode::Ping);
  EXPECT_EQ(json::parse(frames[1].payload).at("type"), "bye");
  EXPECT_EQ(frames[2].opcode, Opcode::Close);
  EXPECT_EQ(frames[2].payload.substr(0, 2), close_payload(4408));
}

TEST(Heartbeat, APausedClientIsNotSilent) {
  MemoryServer server({.chat = {.messages = {0.01, 1}, .throttle_deadline = 1h}});
  Member a = join(server.endpoint(), "tea");
  std::string frames;
  for (int i = 0; i < 4; ++i) {
    frames += encode_frame(Opcode::Text, json{{"type", "ping"}, {"data", i}}.dump());
  }
  a.ws.send_raw(frames);
  server.advance(5min);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(a.ws.read_until("pong").at("data"), i);
}

TEST(Heartbeat, AClientWhoseInputIsHeldIsNotSilent) {
  MemoryServer server({.net = {.input = {100, 100}}});
  Member a = join(server.endpoint(), "tea");
  constexpr int kPings = 20;  // they cost 1 KiB each: more than is read before the clock is
  std::string pings;
  for (int i = 0; i < kPings; ++i) pings += encode_frame(Opcode::Ping, "p");
  a.ws.send_raw(pings);
  server.advance(2 * (kInterval + kTimeout));
  EXPECT_EQ(server.counters().held_inputs, 1U);
  EXPECT_EQ(server.chat().client_count(), 1U);
  for (int i = 0; i < kPings; ++i) ASSERT_EQ(a.ws.read_frame().opcode, Opcode::Pong) << i;
  EXPECT_EQ(a.ws.socket().unread_bytes(), 0U);
}

TEST(Heartbeat, AClientWhoseOutputHoldsUpItsInputIsNotSilent) {
  MemoryServer server({.net = {.limits = {.output_deadline = 1h}}});
  Member a = join(server.connect({.window = 4096}), "tea");
  constexpr int kPings = 600;  // their pongs are more than the server buffers
  std::string pings;
  for (int i = 0; i < kPings; ++i) pings += encode_frame(Opcode::Ping, std::string(125, 'p'));
  a.ws.send_raw(pings);
  server.advance(2 * (kInterval + kTimeout));
  EXPECT_EQ(server.chat().client_count(), 1U);
  for (int i = 0; i < kPings; ++i) ASSERT_EQ(a.ws.read_frame().opcode, Opcode::Pong) << i;
}

TEST(Heartbeat, HalfOpenConnectionsAreEnded) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  // Neither reads nor responds, as a machine that has lost its network.
  server.advance(kInterval + kTimeout + 2 * kSweep);
  EXPECT_EQ(server.net().connection_count(), 1U);
  server.advance(5s + kSweep);
  EXPECT_EQ(server.net().connection_count(), 0U);
  const auto frames = frames_in(a.ws.socket().read_to_end());
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(frames.back().payload.substr(0, 2), close_payload(4408));
}

TEST(Heartbeat, TheRoundTripIsMeasuredByThePongAlone) {
  MemoryServer server({.net = {.heartbeat = {.timeout = 1h}}});
  Member a = join(server.endpoint(), "tea");
  // Signs of life, which tell nothing about the way.
  ASSERT_TRUE(a.ws.read_frame_within(kInterval + kSweep));
  a.ws.send(R"({"type":"pong"})");
  ASSERT_TRUE(a.ws.read_frame_within(kInterval + kSweep));
  a.ws.send_frame(Opcode::Pong, "unasked");
  EXPECT_EQ(server.counters().heartbeat.sum, Duration::zero());
  const auto ping = a.ws.read_frame_within(kInterval + kSweep);
  ASSERT_TRUE(ping);
  server.advance(70ms);
  a.ws.send_frame(Opcode::Pong, ping->payload);
  EXPECT_EQ(server.counters().heartbeat.sum, 70ms);
}

TEST(Heartbeat, TheRoundTripOfParleyV1IsMeasuredByThePongMessage) {
  MemoryServer server({.net = {.heartbeat = {.timeout = 1h}}});
  V1Client a(server.endpoint(), "tea");
  while (a.ws().read_frame_within(kInterval + kSweep)->payload.find("\"ping\"") ==
         std::string::npos) {
  }
  server.advance(70ms);
  a.ws().send(R"({"type":"pong"})");
  EXPECT_EQ(server.counters().heartbeat.sum, 70ms);
}

}  // namespace
}  // namespace parley::test
