// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/liveness.hpp"

#include <gtest/gtest.h>

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using Verdict = Liveness::Verdict;

class LivenessTest : public testing::Test {
 protected:
  Verdict look_at(Duration time) { return liveness_.look(heartbeat_, start_ + time); }

  const TimePoint start_{};
  const Heartbeat heartbeat_{.interval = 25s, .timeout = 15s};
  Liveness liveness_{start_};
};

TEST_F(LivenessTest, AsksOnceAfterTheInterval) {
  EXPECT_EQ(look_at(24s), Verdict::Alive);
  EXPECT_EQ(look_at(25s), Verdict::Ask);
  EXPECT_EQ(look_at(26s), Verdict::Alive);
}

TEST_F(LivenessTest, GivesUpAfterTheTimeoutCountedFromTheLastSign) {
  EXPECT_EQ(look_at(26s), Verdict::Ask);  // the look was a little late
  EXPECT_EQ(look_at(39s), Verdict::Alive);
  EXPECT_EQ(look_at(40s), Verdict::Gone);
}

TEST_F(LivenessTest, ASignBeginsTheIntervalAnew) {
  EXPECT_EQ(look_at(25s), Verdict::Ask);
  liveness_.on_sign(start_ + 30s);
  EXPECT_EQ(look_at(54s), Verdict::Alive);
  EXPECT_EQ(look_at(55s), Verdict::Ask);
}

TEST_F(LivenessTest, KnowsSinceWhenAnAnswerIsAwaited) {
  EXPECT_EQ(liveness_.asked_at(), std::nullopt);
  EXPECT_EQ(look_at(25s), Verdict::Ask);
  EXPECT_EQ(look_at(26s), Verdict::Alive);
  EXPECT_EQ(liveness_.asked_at(), start_ + 25s);
  liveness_.on_sign(start_ + 27s);
  EXPECT_EQ(liveness_.asked_at(), std::nullopt);
}

TEST_F(LivenessTest, SilenceDuringAStallIsAskedAboutFirst) {
  EXPECT_EQ(look_at(100s), Verdict::Ask);
  EXPECT_EQ(look_at(101s), Verdict::Alive);
  EXPECT_EQ(look_at(108s), Verdict::Gone);
}

}  // namespace
}  // namespace parley::net
