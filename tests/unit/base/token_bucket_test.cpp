// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/base/token_bucket.hpp"

#include <chrono>

#include <gtest/gtest.h>

namespace parley::chat {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Rate kRate{10, 5};
constexpr TimePoint kStart{hours{7}};

TEST(TokenBucket, StartsFull) {
  TokenBucket bucket;
  for (int i = 0; i < 4; ++i) EXPECT_EQ(bucket.take(1, kRate, kStart), Duration::zero());
  EXPECT_EQ(bucket.take(1, kRate, kStart), milliseconds{100});
}

TEST(TokenBucket, GoesIntoDebtAndSaysForHowLong) {
  TokenBucket bucket;
  EXPECT_EQ(bucket.take(14, kRate, kStart), seconds{1});
  EXPECT_EQ(bucket.wait(kRate, kStart + milliseconds{400}), milliseconds{600});
  EXPECT_EQ(bucket.wait(kRate, kStart + seconds{1}), Duration::zero());
}

TEST(TokenBucket, KeepsNoMoreThanItsBurst) {
  TokenBucket bucket;
  (void)bucket.take(5, kRate, kStart);
  EXPECT_EQ(bucket.take(5, kRate, kStart + hours{1}), milliseconds{100});
}

TEST(TokenBucket, KnowsWhetherAShareIsThere) {
  TokenBucket bucket;
  EXPECT_TRUE(bucket.has_share(1, kRate, kStart));
  (void)bucket.take(5, kRate, kStart);
  EXPECT_FALSE(bucket.has_share(0.2, kRate, kStart + milliseconds{99}));
  EXPECT_TRUE(bucket.has_share(0.2, kRate, kStart + milliseconds{101}));
}

TEST(TokenBucket, TakesANewRateAtOnce) {
  TokenBucket bucket;
  (void)bucket.take(5, kRate, kStart);
  EXPECT_EQ(bucket.wait({10, 50}, kStart), Duration::zero());
}

TEST(TokenBucket, WaitsAnHourAtMost) {
  TokenBucket bucket;
  EXPECT_EQ(bucket.take(1e12, kRate, kStart), hours{1});
  EXPECT_EQ(bucket.take(1, {0, 5}, kStart), hours{1});
}

// Whoever reads again after the wait must not be told to wait for a rounding error.
TEST(TokenBucket, HasATokenAfterTheWaitThatItNamed) {
  TokenBucket bucket;
  TimePoint now = kStart;
  const Rate odd{7.3, 3};
  for (int i = 0; i < 1000; ++i) {
    now += bucket.take(1.7, odd, now);
    EXPECT_EQ(bucket.wait(odd, now), Duration::zero());
  }
}

}  // namespace
}  // namespace parley::chat
