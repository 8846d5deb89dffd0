// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "access/scrypt.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "parley/base/hex.hpp"

namespace parley::access {
namespace {

std::string hex_scrypt(std::string_view password, std::string_view salt, const ScryptCost& cost) {
  const std::string key = scrypt(password, salt, cost, 64);
  return hex_of({reinterpret_cast<const std::uint8_t*>(key.data()), key.size()});
}

TEST(Scrypt, IsThatOfRfc7914) {
  EXPECT_EQ(hex_scrypt("", "", {16, 1, 1}),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  EXPECT_EQ(hex_scrypt("password", "NaCl", {1024, 8, 16}),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  EXPECT_EQ(hex_scrypt("pleaseletmein", "SodiumChloride", {16384, 8, 1}),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST(Scrypt, RefusesTheVectorThatNeedsAGigabyte) {
  EXPECT_THROW((void)hex_scrypt("pleaseletmein", "SodiumChloride", {1048576, 8, 1}),
               std::runtime_error);
}

TEST(Scrypt, BearsOnlyWhatIsBounded) {
  EXPECT_TRUE(is_bearable({}));
  EXPECT_TRUE(is_bearable({1U << 17, 8, 1}));
  EXPECT_TRUE(is_bearable({1U << 17, 8, 4}));
  for (const ScryptCost& cost :
       {ScryptCost{0, 8, 1}, ScryptCost{1, 8, 1}, ScryptCost{3, 8, 1},
        ScryptCost{(1U << 14) - 1, 8, 1}, ScryptCost{1U << 18, 1, 1}, ScryptCost{1U << 17, 9, 1},
        ScryptCost{1U << 17, 8, 5}, ScryptCost{16, 0, 1}, ScryptCost{16, 1, 0},
        ScryptCost{16, 65, 1}, ScryptCost{16, 1, 65}, ScryptCost{1U << 31, 1U << 31, 1U << 31}}) {
    EXPECT_FALSE(is_bearable(cost)) << cost.n << ' ' << cost.r << ' ' << cost.p;
  }
}

}  // namespace
}  // namespace parley::access
