// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/presence_pace.hpp"

#include <chrono>

#include <gtest/gtest.h>

namespace parley::chat {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr TimePoint kStart{hours{7}};

TEST(PresencePace, LetsADropAndTheReturnBeToldAtOnce) {
  PresencePace pace;
  EXPECT_TRUE(pace.may_tell(kStart));
  pace.on_told(kStart);
  EXPECT_TRUE(pace.may_tell(kStart));
  pace.on_told(kStart);
  EXPECT_FALSE(pace.may_tell(kStart));
}

TEST(PresencePace, SaysWhenTheNextOneMayBeTold) {
  PresencePace pace;
  pace.on_told(kStart);
  pace.on_told(kStart + milliseconds{300});
  EXPECT_EQ(pace.next(), kStart + seconds{2});
  EXPECT_FALSE(pace.may_tell(kStart + seconds{2} - milliseconds{1}));
  EXPECT_TRUE(pace.may_tell(kStart + seconds{2}));
}

TEST(PresencePace, LetsOneBeToldEveryTwoSecondsInTheLongRun) {
  PresencePace pace;
  int told = 0;
  for (TimePoint now = kStart; now < kStart + seconds{100}; now += milliseconds{10}) {
    if (!pace.may_tell(now)) continue;
    pace.on_told(now);
    ++told;
  }
  EXPECT_EQ(told, 51);
}

}  // namespace
}  // namespace parley::chat
