// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/connection/latency_histogram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::net {
namespace {

using namespace std::chrono_literals;

TEST(LatencyHistogramTest, PutsEachIntoTheBucketOfTheNextBound) {
  LatencyHistogram histogram;
  for (const LatencyHistogram::Duration duration :
       {0ns, 5'000'000ns, 5'000'001ns, 10'000'000'000ns, 10'000'000'001ns}) {
    histogram.observe(duration);
  }
  EXPECT_THAT(histogram.counts, testing::ElementsAre(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1));
  EXPECT_EQ(histogram.sum, 20s + 10ms + 2ns);
}

}  // namespace
}  // namespace parley::net
