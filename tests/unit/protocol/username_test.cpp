// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/username.hpp"

#include <string>

#include <gtest/gtest.h>

#include "unit/protocol/golden.hpp"

namespace parley::protocol {
namespace {

using test::golden;
using test::text_of;

std::optional<std::string> expected(const nlohmann::json& golden_case, const char* key) {
  if (golden_case.at(key).is_null()) return std::nullopt;
  return text_of(golden_case, key);
}

TEST(Username, IsCleanedAsInTheGoldenFile) {
  const auto cases = golden("usernames.json").at("names");
  ASSERT_GT(cases.size(), 30U);
  for (const auto& c : cases) {
    EXPECT_EQ(clean_username(text_of(c, "input")), expected(c, "clean")) << text_of(c, "name");
  }
}

TEST(Username, IsTakenFromAProfileAsInTheGoldenFile) {
  const auto cases = golden("usernames.json").at("profiles");
  for (const auto& c : cases) {
    EXPECT_EQ(profile_username(text_of(c, "data")), expected(c, "username")) << text_of(c, "name");
  }
}

TEST(Username, DefaultIsAcceptable) {
  EXPECT_EQ(clean_username(kDefaultUsername), "Major Tom");
}

// A query parameter is percent-decoded and may therefore be anything (RFC 3629 section 3 and 10).
TEST(Username, IsRefusedIfItIsNotUtf8) {
  for (const char* bad :
       {"a\x80", "\xbf", "\xc3", "\xc3(", "\xc0\x80", "\xc1\xbf", "\xe2\x82", "\xe0\x80\x80",
        "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xf0\x9f\x98", "a\xe2\x28\xa1"}) {
    EXPECT_EQ(clean_username(bad), std::nullopt) << testing::PrintToString(bad);
  }
}

TEST(Username, MayHaveTheFirstAndLastCodePointOfEachUtf8Length) {
  for (const char* good :
       {"~", "\xc2\xa1", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
        "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(clean_username(good), good);
  }
}

}  // namespace
}  // namespace parley::protocol
