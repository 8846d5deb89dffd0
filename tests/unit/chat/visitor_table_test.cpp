// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/visitor_table.hpp"

#include <gtest/gtest.h>

namespace parley::chat {
namespace {

constexpr AddressKey kFirstVisitor{1};
constexpr AddressKey kSecondVisitor{2};

TEST(VisitorTable, KnowsAnAddressOnlyInTheRoomsWhereItWas) {
  VisitorTable table;
  table.add(kFirstVisitor, "tea");
  EXPECT_TRUE(table.contains(kFirstVisitor, "tea"));
  EXPECT_FALSE(table.contains(kFirstVisitor, "coffee"));
  EXPECT_FALSE(table.contains(kSecondVisitor, "tea"));
}

TEST(VisitorTable, ForgetsTheOneThatWasThereLongestAgo) {
  VisitorTable table{2};
  table.add(kFirstVisitor, "tea");
  table.add(kSecondVisitor, "tea");
  table.add(kFirstVisitor, "tea");
  table.add(kFirstVisitor, "coffee");
  EXPECT_TRUE(table.contains(kFirstVisitor, "tea"));
  EXPECT_TRUE(table.contains(kFirstVisitor, "coffee"));
  EXPECT_FALSE(table.contains(kSecondVisitor, "tea"));
}

}  // namespace
}  // namespace parley::chat
