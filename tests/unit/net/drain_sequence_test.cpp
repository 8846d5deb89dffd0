// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/drain_sequence.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_scheduler.hpp"
#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/v1_client.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// A connection that notes what it is told; it ends when the test lets go of it.
class Told final : public TrackedConnection {
 public:
  Told(ConnectionSet& connections, DrainTurn turn, std::string name, std::vector<std::string>& told)
      : TrackedConnection(connections), turn_(turn), name_(std::move(name)), told_(told) {}

  void on_sweep(TimePoint) override {}
  void on_drain() override { told_.push_back("end " + name_); }
  void abort() override { told_.push_back("abort " + name_); }
  [[nodiscard]] DrainTurn drain_turn() const override { return turn_; }

 private:
  const DrainTurn turn_;
  const std::string name_;
  std::vector<std::string>& told_;
};

class DrainSequenceTest : public testing::Test {
 protected:
  void add(DrainTurn turn, const std::string& name) {
    all_.push_back(std::make_unique<Told>(connections_, turn, name, told_));
  }
  std::vector<std::string> take() { return std::exchange(told_, {}); }

  test::FakeScheduler scheduler_;
  ConnectionSet connections_;
  std::vector<std::string> told_;
  std::vector<std::unique_ptr<Told>> all_;
  DrainSequence sequence_{
      scheduler_,
      connections_,
      {[this] { told_.emplace_back("grace over"); }, [this] { told_.emplace_back("cut"); }}};
};

TEST_F(DrainSequenceTest, TellsNobodyBeforeTheGraceIsOver) {
  add(DrainTurn::First, "http");
  sequence_.start({.grace = 2s, .spread = 0s, .deadline = 60s});
  scheduler_.advance(2s - 1ms);
  EXPECT_THAT(take(), IsEmpty());
  scheduler_.advance(1ms);
  EXPECT_THAT(take(), ElementsAre("grace over", "end http"));
}

TEST_F(DrainSequenceTest, TellsHttpFirstBaseClientsNextAndSessionsLast) {
  add(DrainTurn::Last, "v1");
  add(DrainTurn::Spread, "base");
  add(DrainTurn::First, "http");
  sequence_.start({.grace = 0s, .spread = 0s, .deadline = 60s});
  scheduler_.advance(100ms);
  EXPECT_THAT(take(), ElementsAre("grace over", "end http", "end base", "end v1"));
}

TEST_F(DrainSequenceTest, SpreadsBaseClientsEvenly) {
  for (int i = 0; i < 10; ++i) add(DrainTurn::Spread, std::to_string(i));
  sequence_.start({.grace = 0s, .spread = 1s, .deadline = 60s});
  scheduler_.advance(1ms);
  EXPECT_THAT(take(), ElementsAre("grace over", "end 9"));
  scheduler_.advance(498ms);
  EXPECT_EQ(take().size(), 4U);
  scheduler_.advance(1ms);
  EXPECT_EQ(take().size(), 1U);
  scheduler_.advance(399ms + 20ms);
  EXPECT_EQ(take().size(), 4U);
}

TEST_F(DrainSequenceTest, TellsSessionsOnceTheLastBaseClientIsTold) {
  add(DrainTurn::Last, "v1");
  add(DrainTurn::Spread, "base");
  add(DrainTurn::Spread, "other base");
  sequence_.start({.grace = 0s, .spread = 1s, .deadline = 60s});
  scheduler_.advance(499ms);
  EXPECT_THAT(take(), testing::Not(testing::Contains("end v1")));
  scheduler_.advance(21ms);
  EXPECT_THAT(take(), ElementsAre("end base", "end v1"));
}

TEST_F(DrainSequenceTest, WithNobodyToSpreadSessionsNeedNotWait) {
  add(DrainTurn::Last, "v1");
  sequence_.start({.grace = 0s, .spread = 10min, .deadline = 1h});
  scheduler_.advance(1ms);
  EXPECT_THAT(take(), ElementsAre("grace over", "end v1"));
}

TEST_F(DrainSequenceTest, CutsSessionsWithinHalfASecondAndOthersAtTheDeadline) {
  add(DrainTurn::Last, "v1");
  add(DrainTurn::Spread, "base");
  sequence_.start({.grace = 0s, .spread = 0s, .deadline = 20s});
  scheduler_.advance(499ms);
  (void)take();
  scheduler_.advance(1ms);
  EXPECT_THAT(take(), ElementsAre("abort v1"));
  scheduler_.advance(18s);
  EXPECT_THAT(take(), IsEmpty());
  scheduler_.advance(500ms);  // a twentieth before the deadline: the process is to be gone by then
  EXPECT_THAT(take(), ElementsAre("cut"));
}

TEST_F(DrainSequenceTest, SpreadsOverHalfOfWhatTheDeadlineLeavesAtMost) {
  for (int i = 0; i < 10; ++i) add(DrainTurn::Spread, std::to_string(i));
  sequence_.start({.grace = 0s, .spread = 1h, .deadline = 20s});
  scheduler_.advance(9500ms);
  EXPECT_EQ(take().size(), 11U);
}

TEST_F(DrainSequenceTest, TellsThoseThatHaveComeMeanwhile) {
  add(DrainTurn::Spread, "base");
  add(DrainTurn::Spread, "other base");
  sequence_.start({.grace = 0s, .spread = 1s, .deadline = 60s});
  scheduler_.advance(300ms);
  add(DrainTurn::Spread, "late");
  add(DrainTurn::First, "late http");
  (void)take();
  scheduler_.advance(500ms);
  EXPECT_THAT(take(), testing::IsSupersetOf({"end late", "end late http"}));
}

TEST_F(DrainSequenceTest, DoesNothingMoreOnceItIsCancelled) {
  add(DrainTurn::First, "http");
  sequence_.start({.grace = 1s, .spread = 0s, .deadline = 60s});
  sequence_.cancel();
  scheduler_.advance(1h);
  EXPECT_THAT(take(), IsEmpty());
}

}  // namespace
}  // namespace parley::net

namespace parley::test {
namespace {

using namespace std::chrono_literals;

void expect_bye_and_1012(const Ending& ending) {
  EXPECT_EQ(ending.code, 1012);
  ASSERT_FALSE(ending.before.empty());
  EXPECT_EQ(ending.before.back().at("type"), "bye");
  EXPECT_EQ(ending.before.back().at("sender"), "ground control");
}

TEST(DrainedServer, SaysByeAnd1012ToAllAndNothingOfTheirLeaving) {
  MemoryServer server({.net = {.drain = {.spread = 200ms, .deadline = 1h}}});
  std::vector<Member> members;
  for (int i = 0; i < 20; ++i) members.push_back(join(server.endpoint(), "tea"));
  Socket idle = server.connect();
  server.drain();
  for (Member& member : members) {
    const Ending ending = member.ws.read_ending();
    expect_bye_and_1012(ending);
    ASSERT_EQ(ending.before.size(), 1U);  // no room-info about the others
    EXPECT_EQ(ending.before[0].at("receiver"), member.id);
  }
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_TRUE(server.is_drained());
}

TEST(DrainedServer, WithoutClientsIsDoneAtOnce) {
  MemoryServer server({.net = {.drain = {.deadline = 1h}}});
  const TimePoint begin = server.now();
  server.drain();
  EXPECT_TRUE(server.is_drained());
  EXPECT_EQ(server.now(), begin);
}

TEST(DrainedServer, DeliversWhatWasAccepted) {
  MemoryServer server(
      {.net = {.drain = {.spread = 0s}}, .chat = {.messages = {1e6, 1e6}, .bytes = {1e9, 1e9}}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  constexpr int kMessages = 1000;
  std::string frames;
  for (int i = 0; i < kMessages; ++i) {
    frames +=
        encode_frame(Opcode::Text, json{{"type", "x"}, {"receiver", b.id}, {"data", i}}.dump());
  }
  a.ws.send_raw(frames);
  server.drain();
  server.advance(1ms);
  for (int i = 0; i < kMessages; ++i) ASSERT_EQ(b.ws.read().at("data"), i);
  expect_bye_and_1012(b.ws.read_ending());
  expect_bye_and_1012(a.ws.read_ending());
  EXPECT_TRUE(server.is_drained());
}

TEST(DrainedServer, CutsAtTheDeadlineThoseThatDoNotReadTheirClose) {
  MemoryServer server(
      {.net = {.limits = {.close_deadline = 1h}, .drain = {.spread = 0s, .deadline = 500ms}}});
  Member stuck = join(server.endpoint(), "tea");
  Member full = join(server.connect({.window = 1000}), "tea");
  const json message{{"type", "x"}, {"receiver", full.id}, {"data", std::string(60'000, 'd')}};
  stuck.ws.send_json(message);
  server.drain();
  server.advance(474ms);
  EXPECT_FALSE(server.is_drained());
  server.advance(1ms);
  EXPECT_TRUE(server.is_drained());
}

TEST(DrainedServer, TellsBaseClientsOneAfterTheOtherAndSessionsLast) {
  MemoryServer server({.net = {.drain = {.spread = 10min, .deadline = 1h}}});
  V1Client v1(server.endpoint(), "tea");
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  (void)v1.messages_until_now();
  server.drain();
  server.advance(1ms);
  expect_bye_and_1012(b.ws.read_ending());
  EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");  // and no list without b before it
  EXPECT_EQ(v1.messages_until_now(), std::vector<json>{});   // served, and not told who has gone
}

TEST(DrainedServer, TellsSessionsWhenToBeBack) {
  MemoryServer server({.net = {.drain = {.spread = 0s, .deadline = 1h}}});
  V1Client v1(server.endpoint(), "tea");
  (void)v1.messages_until_now();
  server.drain();
  const Ending ending = v1.read_ending();
  EXPECT_EQ(ending.code, 1012);
  ASSERT_EQ(ending.before.size(), 2U);
  EXPECT_EQ(ending.before[0].at("type"), "going-away");
  EXPECT_EQ(ending.before[0].at("data"), (json{{"reconnect_after_ms", 200}}));
  EXPECT_EQ(ending.before[1].at("type"), "bye");
}

TEST(DrainedServer, InItsGraceRefusesNewClientsAndReadyzSaysNo) {
  MemoryServer server({.net = {.drain = {.grace = 60s, .deadline = 120s}}});
  Member member = join(server.endpoint(), "tea");
  HttpClient kept_alive(server.endpoint());
  EXPECT_EQ(kept_alive.get("/readyz").status, 200);
  server.drain();
  EXPECT_EQ(kept_alive.get("/readyz").status, 503);
  EXPECT_EQ(http_get(server.endpoint(), "/readyz").status, 503);
  EXPECT_EQ(http_get(server.endpoint(), "/healthz").status, 200);
  WsClient late(server.endpoint(), "/room/tea/ws");
  const Ending ending = late.read_ending();
  expect_bye_and_1012(ending);
  EXPECT_EQ(ending.before.size(), 1U);
  EXPECT_EQ(ask(member, {{"type", "ping"}}).at("type"), "pong");
}

TEST(DrainedServer, ThatIsAbortedIsDoneAtOnce) {
  MemoryServer server(
      {.net = {.limits = {.close_deadline = 1h}, .drain = {.spread = 0s, .deadline = 1h}}});
  Member stuck = join(server.endpoint(), "tea");
  server.drain();
  EXPECT_FALSE(server.is_drained());
  server.net().abort();
  server.settle();
  EXPECT_TRUE(server.is_drained());
}

}  // namespace
}  // namespace parley::test
