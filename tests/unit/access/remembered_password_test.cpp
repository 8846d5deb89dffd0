// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/remembered_password.hpp"

#include <gtest/gtest.h>

namespace parley::access {
namespace {

TEST(RememberedPassword, IsMatchedByItselfOnly) {
  const ProcessKey key{1, 2, 3};
  const RememberedPassword remembered{key, "tea at five"};
  EXPECT_TRUE(remembered.matches(key, "tea at five"));
  for (const char* const other : {"", "tea at fiv", "tea at five ", "Tea at five"}) {
    EXPECT_FALSE(remembered.matches(key, other)) << other;
  }
}

TEST(RememberedPassword, DependsOnTheKey) {
  EXPECT_FALSE(RememberedPassword(ProcessKey{1}, "tea").matches(ProcessKey{2}, "tea"));
}

}  // namespace
}  // namespace parley::access
