// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/base/accounts.hpp"

#include <chrono>
#include <utility>

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr AddressKey kOne{1};
constexpr AddressKey kTwo{2};

bool always(const Account&) {
  return true;
}

TEST(AccountTable, HasOneAccountForEachAddress) {
  AccountTable accounts;
  const AccountHold one = accounts.open(kOne);
  EXPECT_EQ(accounts.open(kOne).get(), one.get());
  EXPECT_NE(accounts.open(kTwo).get(), one.get());
  EXPECT_EQ(one.get()->key, kOne);
}

TEST(AccountTable, KeepsAnAccountThatIsHeld) {
  AccountTable accounts;
  const AccountHold one = accounts.open(kOne);
  (void)accounts.open(kTwo);
  accounts.sweep({}, always);
  EXPECT_TRUE(accounts.contains(kOne));
  EXPECT_FALSE(accounts.contains(kTwo));
}

TEST(AccountTable, KeepsAnAccountUntilItHasRecovered) {
  AccountTable accounts;
  (void)accounts.open(kOne);
  accounts.sweep({}, [](const Account&) { return false; });
  EXPECT_EQ(accounts.size(), 1U);
}

TEST(AccountTable, KeepsAnAccountUntilItsTime) {
  AccountTable accounts;
  const TimePoint later{std::chrono::seconds{5}};
  accounts.open(kOne).get()->remembered_until = later;
  accounts.sweep(later - std::chrono::seconds{1}, always);
  EXPECT_EQ(accounts.size(), 1U);
  accounts.sweep(later, always);
  EXPECT_EQ(accounts.size(), 0U);
}

TEST(AccountHold, CountsItselfOnceThroughCopiesAndMoves) {
  AccountTable accounts;
  AccountHold first = accounts.open(kOne);
  Account& account = *first.get();
  {
    const AccountHold copy = first;
    EXPECT_EQ(account.holders, 2U);
    AccountHold moved = std::move(first);
    EXPECT_EQ(account.holders, 2U);
    first = std::move(moved);
  }
  EXPECT_EQ(account.holders, 1U);
  first = {};
  EXPECT_EQ(account.holders, 0U);
}

}  // namespace
}  // namespace parley
