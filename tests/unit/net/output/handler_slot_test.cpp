// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/handler_slot.hpp"

#include <array>
#include <memory>

#include <boost/asio/error.hpp>
#include <gtest/gtest.h>

namespace parley::net {
namespace {

TEST(HandlerSlotTest, CallsItsHandlerOnceWithTheOutcome) {
  HandlerSlot slot;
  EXPECT_TRUE(slot.empty());
  error_code seen;
  std::size_t bytes = 0;
  slot.emplace([&](error_code ec, std::size_t count) {
    seen = ec;
    bytes += count;
  });
  EXPECT_FALSE(slot.empty());
  slot.invoke(boost::asio::error::eof, 7);
  EXPECT_TRUE(slot.empty());
  EXPECT_EQ(seen, boost::asio::error::eof);
  EXPECT_EQ(bytes, 7U);
}

TEST(HandlerSlotTest, IsEmptyWithinItsHandlerWhichMayFillItAgain) {
  HandlerSlot slot;
  int calls = 0;
  slot.emplace([&](error_code, std::size_t) {
    ++calls;
    ASSERT_TRUE(slot.empty());
    slot.emplace([&](error_code, std::size_t) { calls += 10; });
  });
  slot.invoke({}, 0);
  EXPECT_EQ(calls, 1);
  slot.invoke({}, 0);
  EXPECT_EQ(calls, 11);
}

TEST(HandlerSlotTest, KeepsWhatItsHandlerHoldsUntilItIsCalled) {
  HandlerSlot slot;
  auto held = std::make_shared<int>(1);
  slot.emplace([held](error_code, std::size_t) {});
  EXPECT_EQ(held.use_count(), 2);
  slot.invoke({}, 0);
  EXPECT_EQ(held.use_count(), 1);
}

TEST(HandlerSlotTest, LetsGoOfAHandlerThatIsNeverCalled) {
  auto held = std::make_shared<int>(1);
  {
    HandlerSlot slot;
    slot.emplace([held](error_code, std::size_t) {});
    slot.reset();
    EXPECT_EQ(held.use_count(), 1);
    slot.emplace([held](error_code, std::size_t) {});
  }
  EXPECT_EQ(held.use_count(), 1);
}

TEST(HandlerSlotTest, LetsGoOfAHandlerThatThrows) {
  HandlerSlot slot;
  auto held = std::make_shared<int>(1);
  slot.emplace([held](error_code, std::size_t) { throw 1; });
  EXPECT_THROW(slot.invoke({}, 0), int);
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_TRUE(slot.empty());
}

TEST(HandlerSlotTest, TakesHandlersOfAnySizeOneAfterTheOther) {
  HandlerSlot slot;
  std::array<char, 500> large{};
  large.back() = 'x';
  char seen = 0;
  slot.emplace([](error_code, std::size_t) {});
  slot.invoke({}, 0);
  slot.emplace([large, &seen](error_code, std::size_t) { seen = large.back(); });
  slot.invoke({}, 0);
  EXPECT_EQ(seen, 'x');
}

}  // namespace
}  // namespace parley::net
