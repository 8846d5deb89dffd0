// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/failure_table.hpp"

#include <gtest/gtest.h>

namespace parley::access {
namespace {

using namespace std::chrono_literals;

AddressKey address(std::uint8_t number) {
  AddressKey key{};
  key[0] = number;
  return key;
}

class FailureTableTest : public testing::Test {
 protected:
  void fail(int times, std::uint8_t from, std::string_view room = "tea") {
    for (int i = 0; i < times; ++i) table_.add(address(from), room, now_);
  }

  TimePoint now_{1h};
  FailureTable table_{{.by_address = 2, .by_room = 5, .window = 10min, .entries = 3}};
};

TEST_F(FailureTableTest, KnowsNobodyAtFirst) {
  EXPECT_FALSE(table_.is_address_over(address(1), now_));
  EXPECT_FALSE(table_.is_room_over("tea", now_));
}

TEST_F(FailureTableTest, AllowsAnAddressItsFailures) {
  fail(2, 1);
  EXPECT_FALSE(table_.is_address_over(address(1), now_));
  fail(1, 1, "other");
  EXPECT_TRUE(table_.is_address_over(address(1), now_));
  EXPECT_FALSE(table_.is_address_over(address(2), now_));
  EXPECT_FALSE(table_.is_room_over("tea", now_));
}

TEST_F(FailureTableTest, CountsARoomFromAllAddresses) {
  fail(2, 1);
  fail(2, 2);
  fail(1, 3);
  EXPECT_FALSE(table_.is_room_over("tea", now_));
  fail(1, 3);
  EXPECT_TRUE(table_.is_room_over("tea", now_));
  EXPECT_FALSE(table_.is_room_over("coffee", now_));
  EXPECT_FALSE(table_.is_address_over(address(3), now_));
}

TEST_F(FailureTableTest, ForgetsFailuresAfterTheWindow) {
  fail(1, 1);
  now_ += 4min;
  fail(2, 1);
  EXPECT_TRUE(table_.is_address_over(address(1), now_));
  now_ += 6min - 1ns;
  EXPECT_TRUE(table_.is_address_over(address(1), now_));
  now_ += 1ns;
  EXPECT_FALSE(table_.is_address_over(address(1), now_));
  fail(1, 1);
  EXPECT_TRUE(table_.is_address_over(address(1), now_));
}

TEST_F(FailureTableTest, AFloodIsOverTenMinutesAfterItsLastFailures) {
  for (int i = 0; i < 1000; ++i) {
    fail(1, 1);
    now_ += 1s;
  }
  EXPECT_TRUE(table_.is_address_over(address(1), now_ + 10min - 4s));
  EXPECT_FALSE(table_.is_address_over(address(1), now_ + 10min));
}

TEST_F(FailureTableTest, ForgetsTheOneWhoseLastFailureIsTheOldest) {
  fail(3, 1, "a");
  fail(3, 2, "b");
  fail(3, 3, "c");
  fail(1, 1, "a");
  fail(1, 4, "d");
  EXPECT_TRUE(table_.is_address_over(address(1), now_));
  EXPECT_FALSE(table_.is_address_over(address(2), now_));
  EXPECT_TRUE(table_.is_address_over(address(3), now_));
  fail(2, 2, "b");
  EXPECT_FALSE(table_.is_address_over(address(2), now_));
  EXPECT_FALSE(table_.is_address_over(address(3), now_));
}

TEST_F(FailureTableTest, HasTheLimitsOfTheDocumentation) {
  FailureTable table;
  for (int i = 0; i < 10; ++i) table.add(address(1), "tea", now_);
  EXPECT_FALSE(table.is_address_over(address(1), now_));
  table.add(address(1), "tea", now_);
  EXPECT_TRUE(table.is_address_over(address(1), now_));
  for (int i = 11; i < 100; ++i) table.add(address(2), "tea", now_);
  EXPECT_FALSE(table.is_room_over("tea", now_));
  table.add(address(3), "tea", now_);
  EXPECT_TRUE(table.is_room_over("tea", now_));
}

}  // namespace
}  // namespace parley::access
