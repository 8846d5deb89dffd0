// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/message_buffer.hpp"

#include <boost/beast/core/read_size.hpp>
#include <gtest/gtest.h>

namespace parley::net {
namespace {

void put(MessageBuffer& buffer, std::size_t bytes) {
  (void)buffer.prepare(bytes);
  buffer.commit(bytes);
}

TEST(MessageBufferTest, HoldsLittleForAConnectionThatIsIdle) {
  MessageBuffer buffer;
  constexpr std::size_t kBeastAsksFor = 1536;
  EXPECT_LE(boost::beast::read_size(buffer, kBeastAsksFor), 256U);
}

TEST(MessageBufferTest, HasRoomForAMessageOfAnyKnownLength) {
  MessageBuffer buffer;
  put(buffer, 200'000);
  EXPECT_EQ(buffer.size(), 200'000U);
}

TEST(MessageBufferTest, KeepsItsRoomForTheNextOrdinaryMessage) {
  MessageBuffer buffer;
  put(buffer, 2000);
  buffer.recycle();
  EXPECT_EQ(buffer.size(), 0U);
  EXPECT_GE(buffer.capacity(), 2000U);
}

TEST(MessageBufferTest, GivesTheRoomOfALargeMessageBack) {
  MessageBuffer buffer;
  put(buffer, 50'000);
  buffer.recycle();
  EXPECT_EQ(buffer.size(), 0U);
  EXPECT_EQ(buffer.capacity(), 0U);
}

}  // namespace
}  // namespace parley::net
