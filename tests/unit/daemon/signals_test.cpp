// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/signals.hpp"

#include <chrono>
#include <csignal>
#include <string>

#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

class SignalsTest : public testing::Test {
 protected:
  /// What the process does when it gets the signal.
  std::string on(int number) {
    done_.clear();
    EXPECT_EQ(std::raise(number), 0);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (done_.empty() && std::chrono::steady_clock::now() < until) {
      io_.restart();
      io_.run_one_until(until);  // also for what is the event loop's own
    }
    return done_;
  }

 private:
  boost::asio::io_context io_{1};
  std::string done_;
  Signals signals_{
      io_,
      {[this] { done_ += "reload"; }, [this] { done_ += "drain"; }, [this] { done_ += "abort"; }}};

 protected:
  void SetUp() override { signals_.start(); }
};

TEST_F(SignalsTest, HangUpReloadsEachTime) {
  EXPECT_EQ(on(SIGHUP), "reload");
  EXPECT_EQ(on(SIGHUP), "reload");
}

TEST_F(SignalsTest, TerminateDrainsAndTheSecondOneEndsAtOnce) {
  EXPECT_EQ(on(SIGTERM), "drain");
  EXPECT_EQ(on(SIGTERM), "abort");
  EXPECT_EQ(on(SIGTERM), "abort");
}

TEST_F(SignalsTest, InterruptIsTheSameAsTerminate) {
  EXPECT_EQ(on(SIGINT), "drain");
  EXPECT_EQ(on(SIGTERM), "abort");
}

TEST(SignalsAtTheStart, AreNotLost) {
  boost::asio::io_context io{1};
  bool is_drained = false;
  Signals signals{io, {[] {}, [&] { is_drained = true; }, [] {}}};
  EXPECT_EQ(std::raise(SIGTERM), 0);
  signals.start();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (!is_drained && std::chrono::steady_clock::now() < until) io.run_one_until(until);
  EXPECT_TRUE(is_drained);
}

TEST_F(SignalsTest, HangUpReloadsWhileDraining) {
  EXPECT_EQ(on(SIGTERM), "drain");
  EXPECT_EQ(on(SIGHUP), "reload");
}

}  // namespace
}  // namespace parley::daemon
