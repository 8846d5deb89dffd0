// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/random_source.hpp"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/digest.hpp"
#include "parley/base/hex.hpp"

namespace parley::daemon {
namespace {

constexpr const char* kDigits = "[0-9a-f]{32}";

TEST(RandomSource, TokensAreDigitsAndNeverTheSame) {
  const chat::TokenSource tokens = random_tokens();
  std::set<std::string> made;
  for (int i = 0; i < 1000; ++i) made.insert(tokens.make());
  EXPECT_EQ(made.size(), 1000U);
  EXPECT_THAT(made, testing::Each(testing::MatchesRegex(kDigits)));
}

TEST(RandomSource, OfATokenTheBeginningOfItsDigestIsKept) {
  EXPECT_EQ(hex_of(random_tokens().hash("abc").bytes), "ba7816bf8f01cfea414140de5dae2223");
}

TEST(RandomSource, IdsAreDigits) {
  EXPECT_THAT(std::string(random_client_id().view()), testing::MatchesRegex(kDigits));
}

}  // namespace
}  // namespace parley::daemon
