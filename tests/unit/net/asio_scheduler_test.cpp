// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/asio_scheduler.hpp"

#include <chrono>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

using namespace std::chrono_literals;

class AsioSchedulerTest : public testing::Test {
 protected:
  /// Until nothing is pending any more.
  void run() {
    io_.restart();
    io_.run();
  }

  boost::asio::io_context io_{1};
  AsioScheduler scheduler_{io_};
  std::string called_;
};

TEST_F(AsioSchedulerTest, ReadsTheClocksOfTheMachine) {
  const auto before = std::chrono::steady_clock::now();
  const TimePoint now = scheduler_.now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, std::chrono::steady_clock::now());
  const auto wall_before = std::chrono::system_clock::now();
  const auto wall = scheduler_.wall_clock();
  EXPECT_GE(wall, wall_before);
  EXPECT_LE(wall, std::chrono::system_clock::now());
}

TEST_F(AsioSchedulerTest, CallsInTheOrderOfTheDelaysAndNeverEarly) {
  const TimePoint begin = scheduler_.now();
  const auto late = scheduler_.call_after(4ms, [&] {
    EXPECT_GE(scheduler_.now() - begin, 4ms);
    called_ += "late";
  });
  const auto early = scheduler_.call_after(1ms, [&] {
    EXPECT_GE(scheduler_.now() - begin, 1ms);
    called_ += "early ";
  });
  run();
  EXPECT_EQ(called_, "early late");
}

TEST_F(AsioSchedulerTest, DoesNotCallInsideCallAfter) {
  const auto timer = scheduler_.call_after(0ms, [&] { called_ += "once"; });
  EXPECT_EQ(called_, "");
  run();
  EXPECT_EQ(called_, "once");
}

TEST_F(AsioSchedulerTest, CallsNothingOnceTheTimerIsGone) {
  auto timer = scheduler_.call_after(0ms, [&] { called_ += "never"; });
  timer.reset();
  run();
  EXPECT_EQ(called_, "");
}

/// Both completions are in the loop's queue already when the first one destroys the other's timer.
TEST_F(AsioSchedulerTest, CallsNothingThatWasDueWhenItsTimerWent) {
  std::unique_ptr<Scheduler::Timer> first;
  std::unique_ptr<Scheduler::Timer> second;
  first = scheduler_.call_after(0ms, [&] {
    called_ += "one ";
    second.reset();
  });
  second = scheduler_.call_after(0ms, [&] {
    called_ += "one ";
    first.reset();
  });
  run();
  EXPECT_EQ(called_, "one ");
}

TEST_F(AsioSchedulerTest, LetsACallDestroyItsOwnTimer) {
  std::unique_ptr<Scheduler::Timer> timer;
  const std::string word = "a text that is too long for the call's own storage";
  timer = scheduler_.call_after(0ms, [&, word] {
    timer.reset();
    called_ = word;
  });
  run();
  EXPECT_EQ(called_, word);
}

}  // namespace
}  // namespace parley::net
