// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/base/hex.hpp"

#include <array>
#include <cstdint>

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Hex, DigitsAreReadBack) {
  std::array<std::uint8_t, 4> bytes{};
  EXPECT_TRUE(parse_hex("00ff09a0", bytes));
  EXPECT_EQ(bytes, (std::array<std::uint8_t, 4>{0, 255, 9, 160}));
  EXPECT_EQ(hex_of(bytes), "00ff09a0");
}

TEST(Hex, OtherDigitsAreRefused) {
  std::array<std::uint8_t, 2> bytes{};
  for (const char* digits : {"", "00f", "00ff0", "00ff00", "00fg", "0x00", " 0ff", "00FF"}) {
    EXPECT_FALSE(parse_hex(digits, bytes)) << digits;
  }
}

TEST(Hex, ValuesAreThoseOfBothCases) {
  for (int value = 0; value < 16; ++value) {
    EXPECT_EQ(hex_value(kHexDigits[static_cast<std::size_t>(value)]), value);
  }
  EXPECT_EQ(hex_value('A'), 10);
  EXPECT_EQ(hex_value('F'), 15);
  for (const char c : {'g', 'G', '/', ':', '@', '`', ' ', '\0'}) EXPECT_EQ(hex_value(c), -1) << c;
}

}  // namespace
}  // namespace parley
