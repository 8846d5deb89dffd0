// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Limits": what happens at each, with small limits.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;
using testing::AnyOf;

std::string text_frames(const std::string& receiver, int count, std::size_t bytes = 1) {
  std::string frames;
  for (int i = 0; i < count; ++i) {
    frames += encode_frame(
        Opcode::Text,
        json{{"type", "x"}, {"receiver", receiver}, {"data", {i, std::string(bytes, 'd')}}}.dump());
  }
  return frames;
}

/// Sends `frames` at once and waits until `to` has all of them, in order, none lost.
steady_clock::duration time_to_deliver(Member& from, Member& to, const std::string& frames,
                                       int count) {
  const auto begin = steady_clock::now();
  from.ws.send_raw(frames);
  for (int i = 0; i < count; ++i) EXPECT_EQ(to.ws.read().at("data")[0], i);
  return steady_clock::now() - begin;
}

void expect_one_rate_limited(Member& member) {
  const auto messages = member.ws.messages_until_now();
  ASSERT_EQ(of_type(messages, "error").size(), 1U);
  EXPECT_EQ(error_code(of_type(messages, "error")[0]), "rate-limited");
}

TEST(MessageRate, BeyondItTheClientIsPausedAndToldOnce) {
  ParleydProcess daemon("limits: {messages_per_second: 20, message_burst: 5}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  const auto took = time_to_deliver(a, b, text_frames(b.id, 15), 15);
  EXPECT_GT(took, 300ms);  // nine or ten tokens at 20 a second
  expect_one_rate_limited(a);
}

TEST(MessageRate, OthersAreNotPaused) {
  ParleydProcess daemon("limits: {messages_per_second: 0.1, message_burst: 5}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  a.ws.send_raw(text_frames(b.id, 50));
  EXPECT_EQ(error_code(a.ws.read()), "rate-limited");
  for (int i = 0; i < 4; ++i) EXPECT_GE(b.ws.read().at("data")[0], i);
  EXPECT_EQ(ask(b, {{"type", "ping"}, {"receiver", b.id}}).at("type"), "x");
}

TEST(ByteRate, BeyondItTheClientIsPausedAndToldOnce) {
  ParleydProcess daemon("limits: {bytes_per_second: 20KiB, byte_burst: 5KiB}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  const auto took = time_to_deliver(a, b, text_frames(b.id, 15, 1024), 15);
  EXPECT_GT(took, 300ms);
  expect_one_rate_limited(a);
}

TEST(RoomByteRate, CountsTheSizeTimesTheMembers) {
  ParleydProcess daemon("limits: {room_bytes_per_second: 20KiB}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  const auto direct = time_to_deliver(a, b, text_frames(b.id, 30, 1024), 30);
  const auto to_room = time_to_deliver(a, b, text_frames("room", 15, 1024), 15);
  EXPECT_GT(to_room, 300ms);  // some 32 KiB at 20 KiB a second, 20 KiB of them at once
  EXPECT_LT(direct, to_room);
  std::vector<json> errors = of_type(a.ws.messages_until_now(), "error");
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(error_code(errors[0]), "rate-limited");
}

TEST(ThrottleDeadline, AFloodWithoutPauseIs4429) {
  ParleydProcess daemon(
      "limits: {messages_per_second: 20, message_burst: 2, throttle_deadline: 300ms}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  (void)ids_in_room(b);
  (void)a.ws.socket().try_send(text_frames(a.id, 200));
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 4429);
  ASSERT_FALSE(ending.before.empty());
  EXPECT_EQ(ending.before.back().at("type"), "bye");
  EXPECT_EQ(of_type(ending.before, "error").size(), 1U);
  EXPECT_EQ(b.ws.read(), room_info_broadcast("tea", {{b.id}}));
}

/// Sends at a member that never reads until the room has lost it.
void flood_until_gone(ParleydProcess& daemon) {
  Member a = join(daemon.port(), "tea");
  (void)ids_in_room(a);
  Member stuck = join(Socket::tcp(daemon.port(), {.receive_buffer = 4096}), "tea");
  Member c = join(daemon.port(), "tea");
  const std::string frame = text_frames(stuck.id, 1, 30'000);
  constexpr int kMost = 400;  // 12 MB, more than the kernel takes
  std::vector<json> seen;
  for (int i = 0; i < kMost && of_type(seen, "room-info").empty(); ++i) {
    a.ws.send_raw(frame);
    for (json& message : a.ws.messages_until_now()) seen.push_back(std::move(message));
  }
  seen = of_type(seen, "room-info");
  if (seen.empty()) seen.push_back(a.ws.read_until("room-info"));
  EXPECT_EQ(seen[0].at("data").at("clients"), listed({{a.id}, {c.id}}));
  EXPECT_TRUE(of_type(c.ws.messages_until_now(), "x").empty());
  daemon.wait_for_log({"event=left", stuck.id, "reason=slow", "code=4431"});
}

TEST(OutputQueue, AReaderThatFallsBehindByMoreThanItIsClosed) {
  ParleydProcess daemon(
      "limits: {output_bytes: 64KiB, messages_per_second: 1000000, message_burst: 1000000, "
      "bytes_per_second: 1GiB, byte_burst: 1GiB}\n");
  flood_until_gone(daemon);
}

TEST(OutputQueue, AsLongAsAMessageItTakesTheLongestOneThatIsRelayed) {
  ParleydProcess daemon("limits: {message_bytes: 4KiB, output_bytes: 4KiB}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  json message{{"type", "x"}, {"receiver", b.id}, {"data", ""}};
  message["data"] = std::string(4096 - message.dump().size(), 'd');
  a.ws.send_json(message);
  const std::string copy = b.ws.read_text();  // longer than the message: it names its sender
  EXPECT_GT(copy.size(), 4096U);
  EXPECT_EQ(json::parse(copy).at("data"), message["data"]);
  EXPECT_EQ(ask(b, {{"type", "ping"}}).at("type"), "pong");
}

TEST(OutputDeadline, AReaderThatTakesNothingForSoLongIsClosed) {
  ParleydProcess daemon(
      "limits: {output_bytes: 1GiB, output_deadline: 300ms, messages_per_second: 1000000, "
      "message_burst: 1000000, bytes_per_second: 1GiB, byte_burst: 1GiB}\n");
  flood_until_gone(daemon);
}

TEST(Connections, AboveTheTotalAre503) {
  ParleydProcess daemon("limits: {connections: 2}\n");
  Member a = join(daemon.port(), "tea");
  {
    Member b = join(daemon.port(), "tea");
    HttpClient refused(daemon.port());
    EXPECT_EQ(refused.get("/room/tea/ws", upgrade_headers()).status, 503);
    refused.expect_end();
    EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
    EXPECT_EQ(b.ws.close().code, 1000);
  }
  EXPECT_EQ(join(daemon.port(), "tea").id.size(), 32U);
}

TEST(NewConnections, AboveTheRateAre429) {
  ParleydProcess daemon("limits: {new_connections_per_second: 0.001, new_connection_burst: 2}\n");
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  EXPECT_EQ(refused_upgrade(daemon.port(), "/room/tea/ws").status, 429);
  EXPECT_EQ(http_get(daemon.port(), "/").status, 429);
  EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
}

TEST(HeaderBytes, AboveThemAre431) {
  ParleydProcess daemon;
  const auto with_header_of = [&](std::size_t bytes) {
    HttpClient http(daemon.port());
    http.send(http_request("GET", "/", {"X-Filler: " + std::string(bytes, 'x')}));
    return http.read_response().status;
  };
  EXPECT_EQ(with_header_of(7'900), 200);
  EXPECT_EQ(with_header_of(8'200), 431);
  EXPECT_EQ(
      refused_upgrade(daemon.port(), "/room/tea/ws?username=" + std::string(9'000, 'x')).status,
      431);
}

TEST(HandshakeDeadline, EndsWhoeverTakesLongerForTheUpgrade) {
  ParleydProcess daemon("limits: {handshake_deadline: 300ms}\n");
  Socket silent = Socket::tcp(daemon.port());
  Socket half = Socket::tcp(daemon.port());
  half.send("GET /room/tea/ws HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  Socket slow = Socket::tcp(daemon.port());
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

TEST(HandshakeDeadline, IsOverWithTheUpgrade) {
  ParleydProcess daemon(
      "limits: {handshake_deadline: 100ms, keep_alive: 100ms}\nheartbeat: {interval: 500ms}\n");
  Member a = join(daemon.port(), "tea");
  EXPECT_EQ(a.ws.read().at("type"), "ping");  // half a second later it is still there
}

TEST(KeepAlive, EndsAnIdleHttpConnection) {
  ParleydProcess daemon("limits: {keep_alive: 300ms}\n");
  HttpClient http(daemon.port());
  EXPECT_EQ(http.get("/").status, 200);
  EXPECT_EQ(http.get("/").status, 200);
  http.expect_end();
}

}  // namespace
}  // namespace parley::test
