// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What is cheap to send and costly to respond to is read at a bounded rate, and none of it is lost.
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

TEST(InputRate, AFloodOfPingsIsSlowedDownAndRespondedToInOrder) {
  MemoryServer server;
  Member a = join(server.endpoint(), "tea");
  constexpr int kPings = 1700;  // the first 1024 are free, then come 512 a second
  std::string frames;
  for (int i = 0; i < kPings; ++i) frames += encode_frame(Opcode::Ping, std::to_string(i));
  const TimePoint begin = server.now();
  a.ws.send_raw(frames);
  for (int i = 0; i < kPings; ++i) {
    const Frame pong = a.ws.read_frame();
    ASSERT_EQ(pong.opcode, Opcode::Pong);
    ASSERT_EQ(pong.payload, std::to_string(i));
  }
  EXPECT_GT(server.now() - begin, 1s);
  EXPECT_LT(server.now() - begin, 1500ms);
  EXPECT_GT(server.counters().held_inputs, 0U);
  EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
}

TEST(InputRate, OneConnectionsFloodDoesNotSlowAnotherDown) {
  MemoryServer server;
  Member flooder = join(server.endpoint(), "tea");
  Member other = join(server.endpoint(), "tea");
  std::string frames;
  for (int i = 0; i < 5000; ++i) frames += encode_frame(Opcode::Ping, "p");
  flooder.ws.send_raw(frames);
  const TimePoint begin = server.now();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(other, {{"type", "ping"}}).at("type"), "pong");
  EXPECT_EQ(server.now(), begin);
}

}  // namespace
}  // namespace parley::test
