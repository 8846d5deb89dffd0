// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/resume_pace.hpp"

#include <chrono>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::chat {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

constexpr TimePoint kBegin{hours{7}};
constexpr Duration kNoReplay = Duration::zero();
constexpr Duration kWindow = seconds{30};

/// The waits before each of `count` resumes, each made as soon as possible.
std::vector<Duration> waits(ResumePace& pace, int count, TimePoint& now) {
  std::vector<Duration> all;
  for (int i = 0; i < count; ++i) {
    all.push_back(pace.wait(now));
    now += all.back();
    pace.on_resumed(kNoReplay, kWindow, now);
  }
  return all;
}

TEST(ResumePace, LetsTheFirstFewComeAtOnceAndThenLessAndLessOften) {
  ResumePace pace;
  TimePoint now = kBegin;
  EXPECT_THAT(waits(pace, 10, now),
              ElementsAre(seconds{0}, seconds{0}, seconds{0}, seconds{0}, seconds{0}, seconds{1},
                          seconds{2}, seconds{4}, seconds{8}, seconds{8}));
}

TEST(ResumePace, ForgivesOneForEachQuietTime) {
  ResumePace pace;
  TimePoint now = kBegin;
  (void)waits(pace, 6, now);  // one more would have to wait for two seconds, and the next for four
  now += seconds{2} + 2 * ResumePace::kQuietTime;
  EXPECT_THAT(waits(pace, 3, now), ElementsAre(seconds{0}, seconds{1}, seconds{2}));
}

TEST(ResumePace, IsAsNewAfterALongQuietTime) {
  ResumePace pace;
  TimePoint now = kBegin;
  (void)waits(pace, 10, now);
  now += hours{1};
  EXPECT_EQ(waits(pace, 5, now), std::vector<Duration>(5, Duration::zero()));
}

TEST(ResumePace, TakesAsLongForALaterReplayAsItsBytesWould) {
  ResumePace pace;
  TimePoint now = kBegin;
  (void)waits(pace, 4, now);
  pace.on_resumed(milliseconds{1700}, kWindow, now);
  EXPECT_EQ(pace.wait(now + milliseconds{200}), milliseconds{1500});
}

TEST(ResumePace, NeverTakesMoreThanAThirdOfTheWindow) {
  ResumePace pace;
  TimePoint now = kBegin;
  (void)waits(pace, 4, now);
  pace.on_resumed(hours{1}, seconds{3}, now);
  EXPECT_EQ(pace.wait(now), seconds{1});
}

}  // namespace
}  // namespace parley::chat
