// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/glob.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace parley::protocol {
namespace {

/// The definition, in exponential time. ASCII only.
bool matches_by_trying(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') {
    return matches_by_trying(pattern.substr(1), text) ||
           (!text.empty() && matches_by_trying(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
         matches_by_trying(pattern.substr(1), text.substr(1));
}

TEST(Glob, MatchesTheWholeId) {
  const std::pair<std::string_view, std::string_view> matches[] = {
      {"tea", "tea"},     {"*", ""},     {"*", "tea"},   {"t*", "t"},
      {"t*a", "tea"},     {"*a", "tea"}, {"t?a", "tea"}, {"board-*", "board-"},
      {"*-*-*", "a-b-c"}, {"**", "x"},   {"", ""}};
  for (const auto& [pattern, id] : matches) EXPECT_TRUE(matches_glob(pattern, id)) << pattern;
  const std::pair<std::string_view, std::string_view> others[] = {
      {"tea", "Tea"},   {"tea", "tea2"},  {"tea", "te"},       {"t?a", "ta"},
      {"t?a", "teea"},  {"*b", "tea"},    {"", "tea"},         {"?", ""},
      {"[t]ea", "tea"}, {"te\\a", "tea"}, {"board-*", "board"}};
  for (const auto& [pattern, id] : others) EXPECT_FALSE(matches_glob(pattern, id)) << pattern;
}

TEST(Glob, CountsCodePoints) {
  EXPECT_TRUE(matches_glob("caf?", "caf\u00e9"));
  EXPECT_TRUE(matches_glob("?", "\U0001F375"));
  EXPECT_FALSE(matches_glob("??", "\u00e9"));
  EXPECT_TRUE(matches_glob("\u00e9*", "\u00e9t\u00e9"));
  EXPECT_FALSE(matches_glob("\u00e8*", "\u00e9t\u00e9"));
}

TEST(Glob, MatchesNothingIfMalformed) {
  EXPECT_FALSE(matches_glob("*\xff", "tea"));
  EXPECT_FALSE(matches_glob("\xff", "\xff"));
  EXPECT_FALSE(matches_glob("*", "\xc3"));
}

TEST(Glob, KnowsIdsOfUpTo64CodePoints) {
  const std::string longest(64, 'a');
  EXPECT_TRUE(matches_glob("*", longest));
  EXPECT_TRUE(matches_glob(longest, longest));
  EXPECT_TRUE(matches_glob(std::string(64, '?'), longest));
  EXPECT_FALSE(matches_glob(std::string(65, '?'), longest));
  EXPECT_FALSE(matches_glob("*", longest + "a"));
}

// Backtracking would take longer than the universe has.
TEST(Glob, IsNotSlowedByAsterisks) {
  std::string pattern;
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  EXPECT_FALSE(matches_glob(pattern + "b", std::string(64, 'a')));
  EXPECT_TRUE(matches_glob(pattern.substr(0, 128), std::string(64, 'a')));
}

TEST(Glob, IsWhatTryingAllFinds) {
  std::mt19937 random{11};  // NOLINT: the same patterns in every run
  const auto word = [&](std::string_view letters) {
    std::string made(random() % 7, ' ');
    for (char& letter : made) letter = letters[random() % letters.size()];
    return made;
  };
  int matched = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string pattern = word("ab*?");
    const std::string id = word("ab");
    const bool is_match = matches_by_trying(pattern, id);
    ASSERT_EQ(matches_glob(pattern, id), is_match) << pattern << " " << id;
    matched += is_match;
  }
  EXPECT_GT(matched, 500);
}

}  // namespace
}  // namespace parley::protocol
