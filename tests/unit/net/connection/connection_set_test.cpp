// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/connection/connection_set.hpp"

#include <chrono>
#include <memory>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class Tracked final : public TrackedConnection {
 public:
  Tracked(ConnectionSet& connections, int its_number, DrainTurn turn = DrainTurn::Spread)
      : TrackedConnection(connections), number(its_number), turn_(turn) {}

  void on_sweep(TimePoint) override {}
  void on_drain() override { ++drains; }
  void abort() override {}
  [[nodiscard]] DrainTurn drain_turn() const override { return turn_; }

  const int number;
  int drains = 0;

 private:
  const DrainTurn turn_;
};

class ConnectionSetTest : public testing::Test {
 protected:
  Tracked& add(DrainTurn turn = DrainTurn::Spread) {
    all_.push_back(std::make_unique<Tracked>(connections_, static_cast<int>(all_.size()), turn));
    return *all_.back();
  }

  std::vector<int> visited() {
    std::vector<int> numbers;
    connections_.for_each([&](TrackedConnection& connection) {
      numbers.push_back(static_cast<Tracked&>(connection).number);
    });
    return numbers;
  }

  ConnectionSet connections_;
  std::vector<std::unique_ptr<Tracked>> all_;
};

TEST_F(ConnectionSetTest, KnowsAConnectionForAsLongAsItLives) {
  add();
  add();
  EXPECT_EQ(connections_.size(), 2U);
  all_.front().reset();
  EXPECT_THAT(visited(), ElementsAre(1));
}

TEST_F(ConnectionSetTest, VisitsEachConnectionOnce) {
  for (int i = 0; i < 5; ++i) add();
  EXPECT_THAT(visited(), testing::UnorderedElementsAre(0, 1, 2, 3, 4));
}

TEST_F(ConnectionSetTest, BearsTheEndOfAnyConnectionWhileItIsVisited) {
  for (std::size_t goes = 0; goes < 5; ++goes) {
    for (std::size_t at = 0; at < 5; ++at) {
      all_.clear();
      for (int i = 0; i < 5; ++i) add();
      std::vector<int> numbers;
      connections_.for_each([&](TrackedConnection& connection) {
        const int number = static_cast<Tracked&>(connection).number;
        numbers.push_back(number);
        if (number == static_cast<int>(at)) all_[goes].reset();
      });
      // None twice, and none that is left is passed over, but for one that took a place behind.
      EXPECT_EQ(connections_.size(), 4U);
      EXPECT_EQ(visited().size(), 4U);
      EXPECT_GE(numbers.size(), 4U);
    }
  }
}

TEST_F(ConnectionSetTest, BearsTheEndOfAllWhileItIsVisited) {
  for (int i = 0; i < 5; ++i) add();
  int visits = 0;
  connections_.for_each([&](TrackedConnection&) {
    ++visits;
    all_.clear();
  });
  EXPECT_EQ(visits, 1);
  EXPECT_EQ(connections_.size(), 0U);
}

TEST_F(ConnectionSetTest, TellsWhenTheLastOneGoes) {
  int calls = 0;
  connections_.on_empty([&] { ++calls; });
  add();
  add();
  all_.pop_back();
  EXPECT_EQ(calls, 0);
  all_.pop_back();
  EXPECT_EQ(calls, 1);
}

TEST_F(ConnectionSetTest, SaysThatItIsEmptyWhenItIsAsked) {
  int calls = 0;
  connections_.on_empty([&] { ++calls; });
  connections_.notify_if_empty();
  EXPECT_EQ(calls, 1);
  add();
  connections_.notify_if_empty();
  EXPECT_EQ(calls, 1);
}

TEST_F(ConnectionSetTest, EndsAsManyAsAskedForOfOneTurnAndNoneTwice) {
  Tracked& http = add(DrainTurn::First);
  for (int i = 0; i < 3; ++i) add();
  const auto told = [&] {
    int sum = 0;
    for (const auto& connection : all_) {
      EXPECT_LE(connection->drains, 1);
      sum += connection->drains;
    }
    return sum;
  };
  connections_.end_some(2, DrainTurn::Spread);
  EXPECT_EQ(told(), 2);
  connections_.end_some(2, DrainTurn::Spread);
  EXPECT_EQ(told(), 3);
  EXPECT_EQ(http.drains, 0);
}

TEST_F(ConnectionSetTest, SpreadsReturnsEvenlyOverASecond) {
  for (int i = 0; i < 4; ++i) add(DrainTurn::Last);
  std::vector<std::chrono::milliseconds> delays;
  for (int i = 0; i < 5; ++i) delays.push_back(connections_.next_return_delay());
  EXPECT_THAT(delays, ElementsAre(200ms, 450ms, 700ms, 950ms, 200ms));
}

}  // namespace
}  // namespace parley::net
