// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What is cheap to send and dear to answer is read at a bounded rate, and all of it is answered.
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "support/http_client.hpp"
#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

TEST(InputRate, AFloodOfPingsIsSlowedDownAndAnsweredInOrder) {
  ParleydProcess daemon;
  Member a = join(daemon.port(), "tea");
  constexpr int kPings = 1700;  // the first 1024 are free, then come 512 a second
  std::string frames;
  for (int i = 0; i < kPings; ++i) frames += encode_frame(Opcode::Ping, std::to_string(i));
  const auto begin = steady_clock::now();
  a.ws.send_raw(frames);
  for (int i = 0; i < kPings; ++i) {
    const Frame pong = a.ws.read_frame();
    ASSERT_EQ(pong.opcode, Opcode::Pong);
    ASSERT_EQ(pong.payload, std::to_string(i));
  }
  EXPECT_GT(steady_clock::now() - begin, 700ms);
  EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
}

TEST(InputRate, AFloodOfRequestsIsSlowedDownAndAnsweredInOrder) {
  ParleydProcess daemon;
  HttpClient http(daemon.port());
  constexpr int kRequests = 400;  // the first 256 are free, then come 128 a second
  std::string requests;
  for (int i = 0; i < kRequests; ++i) {
    requests += http_request("GET", i % 2 == 0 ? "/healthz" : "/nothing");
  }
  const auto begin = steady_clock::now();
  http.send(requests);
  for (int i = 0; i < kRequests; ++i) {
    ASSERT_EQ(http.read_response().status, i % 2 == 0 ? 200 : 404) << i;
  }
  EXPECT_GT(steady_clock::now() - begin, 600ms);
}

TEST(InputRate, OneConnectionsFloodDoesNotSlowAnotherDown) {
  ParleydProcess daemon;
  Member flooder = join(daemon.port(), "tea");
  Member other = join(daemon.port(), "tea");
  std::string frames;
  for (int i = 0; i < 5000; ++i) frames += encode_frame(Opcode::Ping, "p");
  flooder.ws.send_raw(frames);
  const auto begin = steady_clock::now();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(other, {{"type", "ping"}}).at("type"), "pong");
  EXPECT_LT(steady_clock::now() - begin, 1s);
}

}  // namespace
}  // namespace parley::test
