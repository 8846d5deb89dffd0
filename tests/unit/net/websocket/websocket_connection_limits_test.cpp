// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/configuration.md, "Keys": what a WebSocket sees at each limit.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

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
Duration time_to_deliver(MemoryServer& server, Member& from, Member& to, const std::string& frames,
                         int count) {
  const TimePoint begin = server.now();
  from.ws.send_raw(frames);
  for (int i = 0; i < count; ++i) EXPECT_EQ(to.ws.read().at("data")[0], i);
  return server.now() - begin;
}

void expect_one_rate_limited(Member& member) {
  const auto messages = member.ws.messages_until_now();
  ASSERT_EQ(of_type(messages, "error").size(), 1U);
  EXPECT_EQ(error_code(of_type(messages, "error")[0]), "rate-limited");
}

TEST(MessageRate, BeyondItTheClientIsPausedAndToldOnce) {
  MemoryServer server({.chat = {.messages = {20, 5}}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  const auto took = time_to_deliver(server, a, b, text_frames(b.id, 15), 15);
  EXPECT_GE(took, 450ms);  // nine or ten tokens at 20 a second
  EXPECT_LE(took, 500ms);
  expect_one_rate_limited(a);
}

TEST(MessageRate, OthersAreNotPaused) {
  MemoryServer server({.chat = {.messages = {0.1, 5}}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  a.ws.send_raw(text_frames(b.id, 50));
  EXPECT_EQ(error_code(a.ws.read()), "rate-limited");
  for (int i = 0; i < 4; ++i) EXPECT_GE(b.ws.read().at("data")[0], i);
  EXPECT_EQ(ask(b, {{"type", "ping"}, {"receiver", b.id}}).at("type"), "x");
}

TEST(ByteRate, BeyondItTheClientIsPausedAndToldOnce) {
  MemoryServer server({.chat = {.bytes = {20 * 1024, 5 * 1024}}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  const auto took = time_to_deliver(server, a, b, text_frames(b.id, 15, 1024), 15);
  EXPECT_GT(took, 450ms);
  EXPECT_LT(took, 700ms);
  expect_one_rate_limited(a);
}

TEST(RoomByteRate, CountsTheSizeTimesTheMembers) {
  MemoryServer server({.chat = {.room_bytes_per_second = 20 * 1024}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  const auto direct = time_to_deliver(server, a, b, text_frames(b.id, 30, 1024), 30);
  const auto to_room = time_to_deliver(server, a, b, text_frames("room", 15, 1024), 15);
  EXPECT_GT(to_room, 500ms);  // some 32 KiB at 20 KiB a second, 20 KiB of them at once
  EXPECT_EQ(direct, Duration::zero());
  std::vector<json> errors = of_type(a.ws.messages_until_now(), "error");
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(error_code(errors[0]), "rate-limited");
}

TEST(ThrottleDeadline, AFloodWithoutPauseIs4429) {
  MemoryServer server({.chat = {.messages = {20, 2}, .throttle_deadline = 300ms}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  (void)ids_in_room(b);
  (void)a.ws.socket().try_send(text_frames(a.id, 200));
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 4429);
  ASSERT_FALSE(ending.before.empty());
  EXPECT_EQ(ending.before.back().at("type"), "bye");
  EXPECT_EQ(of_type(ending.before, "error").size(), 1U);
  EXPECT_EQ(b.ws.read(), room_info_broadcast("tea", {{b.id}}));
}

/// A client in a pause of an hour.
Member paused_member(MemoryServer& server) {
  Member member = join(server.endpoint(), "tea");
  member.ws.send_raw(text_frames(member.id, 3));
  EXPECT_EQ(error_code(member.ws.read_until("error")), "rate-limited");
  return member;
}

TEST(PausedClient, IsServedInADrainAtOnce) {
  MemoryServer server(
      {.net = {.drain = {.spread = 0s, .deadline = 1h}}, .chat = {.messages = {1e-4, 1}}});
  Member member = paused_member(server);
  server.drain();
  EXPECT_EQ(member.ws.read_ending().code, 1012);
  EXPECT_TRUE(server.is_drained());
}

TEST(PausedClient, HoldsNoConnectionThatIsCut) {
  MemoryServer server({.chat = {.messages = {1e-4, 1}}});
  const Member member = paused_member(server);
  EXPECT_EQ(server.net().connection_count(), 1U);
  server.net().abort();
  server.settle();
  EXPECT_EQ(server.net().connection_count(), 0U);
}

/// Sends at a member that never reads until the room has lost it.
void flood_until_gone(MemoryServer& server) {
  Member a = join(server.endpoint(), "tea");
  (void)ids_in_room(a);
  Member stuck = join(server.connect({.window = 4096}), "tea");
  Member c = join(server.endpoint(), "tea");
  const std::string frame = text_frames(stuck.id, 1, 30'000);
  constexpr int kMost = 400;
  std::vector<json> seen;
  for (int i = 0; i < kMost && of_type(seen, "room-info").empty(); ++i) {
    a.ws.send_raw(frame);
    for (json& message : a.ws.messages_until_now()) seen.push_back(std::move(message));
    server.advance(20ms);
  }
  seen = of_type(seen, "room-info");
  if (seen.empty()) seen.push_back(a.ws.read_until("room-info"));
  EXPECT_EQ(seen[0].at("data").at("clients"), listed({{a.id}, {c.id}}));
  EXPECT_TRUE(of_type(c.ws.messages_until_now(), "x").empty());
  EXPECT_TRUE(server.log_has({"left", stuck.id, "reason=slow", "code=4431"}));
}

TEST(OutputQueue, AReaderThatFallsBehindByMoreThanItIsClosed) {
  MemoryServer server({.net = {.limits = {.output_bytes = 64 * 1024, .output_deadline = 1h}},
                       .chat = {.messages = {1e6, 1e6}, .bytes = {1e9, 1e9}}});
  flood_until_gone(server);
  EXPECT_EQ(server.counters().stalled_outputs, 0U);
}

TEST(OutputQueue, AsLongAsAMessageItTakesTheLongestOneThatIsRelayed) {
  MemoryServer server({.net = {.limits = {.message_bytes = 4096, .output_bytes = 4096}}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  json message{{"type", "x"}, {"receiver", b.id}, {"data", ""}};
  message["data"] = std::string(4096 - message.dump().size(), 'd');
  a.ws.send_json(message);
  const std::string copy = b.ws.read_text();  // longer than the message: it names its sender
  EXPECT_GT(copy.size(), 4096U);
  EXPECT_EQ(json::parse(copy).at("data"), message["data"]);
  EXPECT_EQ(ask(b, {{"type", "ping"}}).at("type"), "pong");
}

TEST(OutputDeadline, EndsAReaderThatTakesNothing) {
  MemoryServer server({.net = {.limits = {.output_bytes = 1 << 30, .output_deadline = 300ms}},
                       .chat = {.messages = {1e6, 1e6}, .bytes = {1e9, 1e9}}});
  flood_until_gone(server);
  EXPECT_EQ(server.counters().stalled_outputs, 1U);
}

}  // namespace
}  // namespace parley::test
