// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/recent_maximum.hpp"

#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

class RecentMaximumTest : public testing::Test {
 protected:
  std::size_t update(std::size_t value, std::chrono::seconds time) {
    return maximum_.update(value, RecentMaximum::TimePoint{} + time);
  }

  RecentMaximum maximum_;
};

TEST_F(RecentMaximumTest, KeepsAPeakForTwoMinutes) {
  EXPECT_EQ(update(5, 0s), 5U);
  EXPECT_EQ(update(9, 10s), 9U);
  EXPECT_EQ(update(3, 60s), 9U);
  EXPECT_EQ(update(0, 130s), 9U);
  EXPECT_EQ(update(0, 131s), 3U);
  EXPECT_EQ(update(0, 181s), 0U);
}

TEST_F(RecentMaximumTest, HoldsTheLargestHoweverOftenItIsAsked) {
  for (std::size_t i = 0; i < 10'000; ++i) EXPECT_EQ(update(20'000 - i, 1s), 20'000U);
  EXPECT_EQ(update(30'000, 2s), 30'000U);
}

}  // namespace
}  // namespace parley::daemon
