// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/base/enum_array.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>

namespace parley {
namespace {

enum class Colour : std::uint8_t { Red, Green, Blue };
enum class Nothing : std::uint8_t {};

struct Row {
  Colour colour;
  std::string_view name;
};

constexpr std::array kComplete{Row{Colour::Red, "r"}, Row{Colour::Green, "g"},
                               Row{Colour::Blue, "b"}};
constexpr std::array kShort{Row{Colour::Red, "r"}, Row{Colour::Green, "g"}};
constexpr std::array kSwapped{Row{Colour::Red, "r"}, Row{Colour::Blue, "b"},
                              Row{Colour::Green, "g"}};

TEST(EnumCount, IsWhatTheCompilerFinds) {
  EXPECT_EQ(enum_count<Colour>(), 3U);
  EXPECT_EQ(enum_count<Nothing>(), 0U);
}

// With this a new enumerator without a row does not compile, in any build.
TEST(HasRowForEach, RefusesMissingAndMisplacedRows) {
  EXPECT_TRUE(has_row_for_each(kComplete, &Row::colour));
  EXPECT_FALSE(has_row_for_each(kShort, &Row::colour));
  EXPECT_FALSE(has_row_for_each(kSwapped, &Row::colour));
}

TEST(EnumArray, HasAPlaceForEveryEnumerator) {
  EnumArray<Colour, int> counts;
  for (const Row& row : kComplete) ++counts[row.colour];
  EXPECT_EQ(counts, (EnumArray<Colour, int>{1, 1, 1}));
}

TEST(EnumArray, TakesNoOtherNumberOfValues) {
  EXPECT_TRUE((std::is_constructible_v<EnumArray<Colour, int>, int, int, int>));
  EXPECT_FALSE((std::is_constructible_v<EnumArray<Colour, int>, int, int>));
  EXPECT_FALSE((std::is_constructible_v<EnumArray<Colour, int>, int, int, int, int>));
}

TEST(EnumArray, VisitsAllInTheirOrder) {
  const EnumArray<Colour, std::string_view> names{"r", "g", "b"};
  std::string seen;
  names.for_each([&](Colour colour, std::string_view name) {
    EXPECT_EQ(names[colour], name);
    seen += name;
  });
  EXPECT_EQ(seen, "rgb");
}

}  // namespace
}  // namespace parley
