// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/mailbox.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

class MailboxTest : public testing::Test {
 protected:
  boost::asio::io_context io_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
  Mailbox mailbox_{io_};
  std::vector<int> called_;

  void post(int number) {
    mailbox_.post([this, number] { called_.push_back(number); });
  }
};

TEST_F(MailboxTest, CallsOnTheLoopInOrder) {
  std::thread::id caller;
  std::thread sender([&] {
    post(1);
    post(2);
    mailbox_.post([&] {
      caller = std::this_thread::get_id();
      mailbox_.close();
    });
  });
  io_.run();
  sender.join();
  EXPECT_EQ(called_, (std::vector{1, 2}));
  EXPECT_EQ(caller, std::this_thread::get_id());
}

TEST_F(MailboxTest, CallsNothingInsidePost) {
  post(1);
  EXPECT_TRUE(called_.empty());
  io_.run_one();
  EXPECT_EQ(called_, std::vector{1});
}

TEST_F(MailboxTest, TakesCallsFromWithinACall) {
  mailbox_.post([this] {
    post(1);
    mailbox_.post([this] { mailbox_.close(); });
  });
  io_.run();
  EXPECT_EQ(called_, std::vector{1});
}

TEST_F(MailboxTest, LosesNoCallOfManyThreads) {
  constexpr int kThreads = 4;
  constexpr int kCalls = 5000;
  std::vector<std::thread> senders;
  for (int i = 0; i < kThreads; ++i) {
    senders.emplace_back([this, i] {
      for (int call = 0; call < kCalls; ++call) {
        mailbox_.post([this, number = call * kThreads + i] {
          called_.push_back(number);
          if (called_.size() == kThreads * kCalls) mailbox_.close();
        });
      }
    });
  }
  io_.run();
  for (std::thread& sender : senders) sender.join();
  std::vector<int> next(kThreads, 0);
  for (const int number : called_) {
    EXPECT_EQ(number / kThreads, next[static_cast<std::size_t>(number % kThreads)]++);
  }
  EXPECT_EQ(next, std::vector<int>(kThreads, kCalls));
}

TEST_F(MailboxTest, CallsTheOthersIfOneThrows) {
  post(1);
  mailbox_.post([] { throw std::runtime_error("a bug"); });
  post(2);
  post(3);
  mailbox_.post([this] { mailbox_.close(); });
  EXPECT_THROW(io_.run(), std::runtime_error);
  EXPECT_EQ(called_, std::vector{1});
  io_.run();
  EXPECT_EQ(called_, (std::vector{1, 2, 3}));
}

TEST_F(MailboxTest, DropsCallsOnceItIsClosed) {
  post(1);
  mailbox_.post([this] { mailbox_.close(); });
  post(2);
  io_.run();
  post(3);
  EXPECT_EQ(io_.poll(), 0U);
  EXPECT_EQ(called_, std::vector{1});
}

TEST_F(MailboxTest, LetsTheLoopEndWhenItIsClosedFromOutside) {
  post(1);
  mailbox_.close();
  io_.run();
  EXPECT_TRUE(called_.empty());
}

}  // namespace
}  // namespace parley::net
