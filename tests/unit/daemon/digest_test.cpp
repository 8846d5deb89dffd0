// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/digest.hpp"

#include <array>
#include <cstdint>

#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

// FIPS 180-2, appendix B.
TEST(Digest, IsSha256) {
  EXPECT_EQ(hex_of(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_of(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, DigitsAreReadBack) {
  std::array<std::uint8_t, 4> bytes{};
  EXPECT_TRUE(parse_hex("00ff09a0", bytes));
  EXPECT_EQ(bytes, (std::array<std::uint8_t, 4>{0, 255, 9, 160}));
  EXPECT_EQ(hex_of(bytes), "00ff09a0");
}

TEST(Digest, OtherDigitsAreRefused) {
  std::array<std::uint8_t, 2> bytes{};
  for (const char* digits : {"", "00f", "00ff0", "00ff00", "00fg", "0x00", " 0ff", "00FF"}) {
    EXPECT_FALSE(parse_hex(digits, bytes)) << digits;
  }
}

}  // namespace
}  // namespace parley::daemon
