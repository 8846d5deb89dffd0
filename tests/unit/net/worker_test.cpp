// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/worker.hpp"

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

/// A worker whose thread the test can hold, so that the queues fill.
class WorkerTest : public testing::Test {
 protected:
  ~WorkerTest() override {
    if (is_held_) release_.set_value();
    mailbox_.close();
  }

  /// Returns when the thread is busy; it stays so until release_thread().
  void hold_thread() {
    auto begun = std::make_shared<std::promise<void>>();
    ASSERT_TRUE(worker_->submit(
        WorkKind::Password,
        [begun, release = release_.get_future().share()] {
          begun->set_value();
          release.wait();
          return 0;
        },
        [](const std::optional<int>&) {}));
    is_held_ = true;
    begun->get_future().wait();
  }

  void release_thread() {
    is_held_ = false;
    release_.set_value();
  }

  [[nodiscard]] bool submit(WorkKind kind, std::string name) {
    return worker_->submit(
        kind, [name] { return name; },
        [this](const std::optional<std::string>& result) {
          done_.push_back(result.value_or("-"));
        });
  }

  void run_until_done(std::size_t count) {
    while (done_.size() < count) io_.run_one();
  }

  boost::asio::io_context io_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
  Mailbox mailbox_{io_};
  std::promise<void> release_;
  bool is_held_ = false;
  std::optional<Worker> worker_{std::in_place, mailbox_, WorkerLimits{.tokens = 3, .passwords = 2}};
  std::vector<std::string> done_;
};

TEST_F(WorkerTest, WorksOnItsThreadAndReturnsOnTheLoop) {
  std::thread::id returned;
  std::optional<std::thread::id> worked;
  ASSERT_TRUE(worker_->submit(
      WorkKind::Token, [] { return std::this_thread::get_id(); },
      [&](const std::optional<std::thread::id>& result) {
        worked = result;
        returned = std::this_thread::get_id();
      }));
  io_.run_one();
  ASSERT_TRUE(worked);
  EXPECT_NE(*worked, std::this_thread::get_id());
  EXPECT_EQ(returned, std::this_thread::get_id());
}

TEST_F(WorkerTest, TakesTokensBeforePasswords) {
  hold_thread();
  EXPECT_TRUE(submit(WorkKind::Password, "p1"));
  EXPECT_TRUE(submit(WorkKind::Password, "p2"));
  EXPECT_TRUE(submit(WorkKind::Token, "t1"));
  EXPECT_TRUE(submit(WorkKind::Token, "t2"));
  release_thread();
  run_until_done(4);
  EXPECT_EQ(done_, (std::vector<std::string>{"t1", "t2", "p1", "p2"}));
}

TEST_F(WorkerTest, SaysThatAQueueIsFull) {
  hold_thread();
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(submit(WorkKind::Password, "p"));
  EXPECT_FALSE(submit(WorkKind::Password, "too many"));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(submit(WorkKind::Token, "t"));
  EXPECT_FALSE(submit(WorkKind::Token, "too many"));
  release_thread();
  run_until_done(5);
  EXPECT_EQ(done_, (std::vector<std::string>{"t", "t", "t", "p", "p"}));
  EXPECT_TRUE(submit(WorkKind::Password, "again"));
  run_until_done(6);
}

TEST_F(WorkerTest, ReturnsNothingIfTheWorkThrows) {
  ASSERT_TRUE(worker_->submit(
      WorkKind::Token, []() -> std::string { throw std::runtime_error("no memory"); },
      [this](const std::optional<std::string>& result) { done_.push_back(result.value_or("-")); }));
  ASSERT_TRUE(submit(WorkKind::Token, "next"));
  run_until_done(2);
  EXPECT_EQ(done_, (std::vector<std::string>{"-", "next"}));
}

TEST_F(WorkerTest, ReturnsNothingOnceItIsDestroyed) {
  hold_thread();
  const auto token = std::make_shared<int>();
  ASSERT_TRUE(worker_->submit(
      WorkKind::Token, [token] { return *token; }, [](const std::optional<int>&) { FAIL(); }));
  std::thread releaser([this] { release_thread(); });
  worker_.reset();
  releaser.join();
  mailbox_.close();
  EXPECT_EQ(token.use_count(), 1);
}

}  // namespace
}  // namespace parley::net
