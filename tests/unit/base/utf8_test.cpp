// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/base/utf8.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace parley::utf8 {
namespace {

std::string encoded(std::uint32_t c) {
  const Encoded bytes = encode(c);
  return {bytes.bytes.data(), bytes.size};
}

TEST(Utf8, TakesWhatItHasEncoded) {
  for (const std::uint32_t c : {0x00U, 0x7fU, 0x80U, 0x7ffU, 0x800U, 0xd7ffU, 0xe000U, 0xfffdU,
                                0xffffU, 0x10000U, 0x10ffffU}) {
    const std::string text = encoded(c) + "x";
    std::string_view rest = text;
    EXPECT_EQ(take_code_point(rest), c);
    EXPECT_EQ(rest, "x");
  }
}

// RFC 3629 section 3: no overlong form, no surrogate, nothing beyond U+10FFFF, nothing cut off.
TEST(Utf8, RefusesWhatIsMalformed) {
  for (const char* bad : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x80\x80",
                          "\xe2\x82", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80",
                          "\xf0\x9f\x98", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    std::string_view text = bad;
    EXPECT_EQ(take_code_point(text), std::nullopt) << bad;
    EXPECT_EQ(text, bad);
  }
}

TEST(Utf8, KnowsATextThatBreaksOff) {
  for (const std::uint32_t c : {0xe4U, 0x20acU, 0x1f600U}) {
    const std::string whole = "x" + encoded(c);
    EXPECT_FALSE(ends_within_code_point(whole));
    for (std::size_t size = whole.size() - 1; size > 1; --size) {
      EXPECT_TRUE(ends_within_code_point(whole.substr(0, size))) << size;
    }
  }
  EXPECT_FALSE(ends_within_code_point(""));
  EXPECT_FALSE(ends_within_code_point("plain"));
}

TEST(Utf8, CutsBetweenCodePoints) {
  const std::string text = "a" + encoded(0x1f600) + "b";
  EXPECT_EQ(cut(text, 100), text);
  EXPECT_EQ(cut(text, 6), text);
  EXPECT_EQ(cut(text, 5), text.substr(0, 5));
  for (const std::size_t bytes : {1, 2, 3, 4}) EXPECT_EQ(cut(text, bytes), "a") << bytes;
  EXPECT_EQ(cut(text, 0), "");
}

}  // namespace
}  // namespace parley::utf8
