// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/http_connection.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;

TEST(HeaderBytes, AboveThemAre431) {
  MemoryServer server;
  const auto with_header_of = [&](std::size_t bytes) {
    HttpClient http(server.endpoint());
    http.send(http_request("GET", "/healthz", {"X-Filler: " + std::string(bytes, 'x')}));
    return http.read_response().status;
  };
  EXPECT_EQ(with_header_of(7'900), 200);
  EXPECT_EQ(with_header_of(8'200), 431);
  EXPECT_EQ(
      refused_upgrade(server.endpoint(), "/room/tea/ws?username=" + std::string(9'000, 'x')).status,
      431);
}

TEST(HandshakeDeadline, EndsAConnectionThatTakesLongerForTheUpgrade) {
  MemoryServer server({.net = {.limits = {.handshake_deadline = 300ms}}});
  Socket silent = server.connect();
  Socket half = server.connect();
  half.send("GET /room/tea/ws HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  Socket slow = server.connect();
  const std::string request = http_request("GET", "/room/tea/ws", upgrade_headers());
  std::size_t sent = 0;
  while (sent < request.size()) {  // a byte at a time, slowly: the budget is one for all of it
    if (!slow.try_send(request.substr(sent++, 1))) break;
    if (slow.read_some_within(20ms)) break;
  }
  EXPECT_LT(sent, request.size());
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_THAT(half.read_to_end(), AnyOf("", testing::HasSubstr("408")));
}

TEST(HandshakeDeadline, IsOverToTheMoment) {
  MemoryServer server({.net = {.limits = {.handshake_deadline = 300ms}}});
  Socket silent = server.connect();
  server.advance(300ms - 1ns);
  EXPECT_EQ(server.net().connection_count(), 1U);
  server.advance(1ns);
  EXPECT_EQ(server.net().connection_count(), 0U);
}

TEST(HandshakeDeadline, IsOverWithTheUpgrade) {
  MemoryServer server({.net = {.limits = {.handshake_deadline = 100ms, .keep_alive = 100ms}}});
  Member a = join(server.endpoint(), "tea");
  server.advance(10s);
  EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
}

TEST(KeepAlive, EndsAnIdleHttpConnection) {
  MemoryServer server({.net = {.limits = {.keep_alive = 300ms}}});
  HttpClient http(server.endpoint());
  EXPECT_EQ(http.get("/healthz").status, 200);
  EXPECT_EQ(http.get("/healthz").status, 200);
  http.expect_end();
}

TEST(Requests, InAFloodAreSlowedDownAndRespondedToInOrder) {
  MemoryServer server;
  HttpClient http(server.endpoint());
  constexpr int kRequests = 400;  // the first 256 are free, then come 128 a second
  std::string requests;
  for (int i = 0; i < kRequests; ++i) {
    requests += http_request("GET", i % 2 == 0 ? "/healthz" : "/nothing");
  }
  const TimePoint begin = server.now();
  http.send(requests);
  for (int i = 0; i < kRequests; ++i) {
    ASSERT_EQ(http.read_response().status, i % 2 == 0 ? 200 : 404) << i;
  }
  EXPECT_GT(server.now() - begin, 1s);
  EXPECT_LT(server.now() - begin, 1500ms);
}

}  // namespace
}  // namespace parley::test
