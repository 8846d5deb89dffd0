// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/privacy_filter.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

TEST(PrivacyFilter, ShowsAllOrNothing) {
  const PrivacyFilter filter;
  EXPECT_EQ(filter.show("lagoon", Privacy::Full), "lagoon");
  EXPECT_EQ(filter.show("lagoon", Privacy::None), std::nullopt);
}

TEST(PrivacyFilter, HashesToTwelveHexDigits) {
  const PrivacyFilter filter;
  const auto hash = filter.show("lagoon", Privacy::Hashed);
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->size(), PrivacyFilter::kHashDigits);
  EXPECT_TRUE(std::ranges::all_of(*hash, [](char c) {
    return std::string_view{"0123456789abcdef"}.find(c) != std::string_view::npos;
  }));
  EXPECT_EQ(filter.show("lagoon", Privacy::Hashed), hash);
  EXPECT_NE(filter.show("lagoom", Privacy::Hashed), hash);
}

TEST(PrivacyFilter, HasAKeyOfItsOwnEachTime) {
  EXPECT_NE(PrivacyFilter{}.show("lagoon", Privacy::Hashed),
            PrivacyFilter{}.show("lagoon", Privacy::Hashed));
}

}  // namespace
}  // namespace parley::daemon
