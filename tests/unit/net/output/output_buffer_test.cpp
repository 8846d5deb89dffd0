// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/output_buffer.hpp"

#include <string>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

TEST(OutputBufferTest, GivesWhatWasAppendedInOrder) {
  OutputBuffer buffer;
  EXPECT_TRUE(buffer.empty());
  buffer.append("one ");
  buffer.append("two");
  EXPECT_EQ(buffer.view(), "one two");
  EXPECT_EQ(buffer.size(), 7U);
}

TEST(OutputBufferTest, GoesOnBehindWhatWasConsumed) {
  OutputBuffer buffer;
  buffer.append("one two");
  buffer.consume(4);
  EXPECT_EQ(buffer.view(), "two");
  buffer.append(" three");
  EXPECT_EQ(buffer.view(), "two three");
  EXPECT_EQ(buffer.size(), 9U);
}

TEST(OutputBufferTest, IsEmptyOnceAllIsConsumed) {
  OutputBuffer buffer;
  buffer.append("x");
  buffer.consume(1);
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.size(), 0U);
}

TEST(OutputBufferTest, LosesNothingWhileItIsFilledAndTakenForLong) {
  OutputBuffer buffer;
  std::string sent;
  std::string taken;
  for (int i = 0; i < 5000; ++i) {
    const std::string piece = std::to_string(i) + ' ';
    buffer.append(piece);
    sent += piece;
    const std::size_t some = buffer.size() * (i % 3) / 2 / 2;
    taken += buffer.view().substr(0, some);
    buffer.consume(some);
  }
  taken += buffer.view();
  EXPECT_EQ(taken, sent);
}

/// A client that always lags a little must not make the buffer grow by all that it was sent.
TEST(OutputBufferTest, ReusesTheRoomOfWhatWasSent) {
  OutputBuffer buffer;
  buffer.append(std::string(1000, 'x'));
  const char* const before = buffer.view().data();
  for (int i = 0; i < 1000; ++i) {
    buffer.consume(900);
    buffer.append(std::string(900, 'x'));
  }
  EXPECT_EQ(buffer.size(), 1000U);
  EXPECT_LT(buffer.view().data() - before, 10'000);
}

TEST(OutputBufferTest, DropsEverythingWhenItIsReleased) {
  OutputBuffer buffer;
  buffer.append("some");
  buffer.consume(1);
  buffer.release();
  EXPECT_TRUE(buffer.empty());
  buffer.append("more");
  EXPECT_EQ(buffer.view(), "more");
}

}  // namespace
}  // namespace parley::net
