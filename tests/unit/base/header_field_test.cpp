// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/base/header_field.hpp"

#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley {
namespace {

using testing::ElementsAre;

TEST(EqualsIgnoringCase, ComparesAsciiLettersOnly) {
  EXPECT_TRUE(equals_ignoring_case("GZip", "gzip"));
  EXPECT_TRUE(equals_ignoring_case("", ""));
  EXPECT_FALSE(equals_ignoring_case("gzip2", "gzip"));
  EXPECT_FALSE(equals_ignoring_case("gzi", "gzip"));
  EXPECT_FALSE(equals_ignoring_case("\xc3\x84", "\xc3\xa4"));  // Ä and ä in UTF-8
}

TEST(Trim, RemovesSpacesAndTabsAtTheEndsOnly) {
  EXPECT_EQ(trim(" \t a b\t "), "a b");
  EXPECT_EQ(trim(" \t "), "");
  EXPECT_EQ(trim("\n"), "\n");
}

TEST(TakeFirst, TakesOnePartAfterAnother) {
  std::string_view rest = " a ; b;;c ";
  std::vector<std::string_view> parts;
  while (!rest.empty()) parts.push_back(take_first(rest, ';'));
  EXPECT_THAT(parts, ElementsAre("a", "b", "", "c"));
  EXPECT_EQ(take_first(rest, ';'), "");
}

TEST(ListReaderTest, ReadsFromTheRight) {
  const auto read = [](std::string_view list) {
    std::vector<std::string_view> all;
    ListReader reader{list};
    while (const auto element = reader.next()) all.push_back(*element);
    return all;
  };
  EXPECT_THAT(read(" a,b , ,c"), ElementsAre("c", "", "b", "a"));
  EXPECT_THAT(read(","), ElementsAre("", ""));
  EXPECT_THAT(read(""), ElementsAre());
}

}  // namespace
}  // namespace parley
