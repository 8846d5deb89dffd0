// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/password_hash.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::access {
namespace {

constexpr PasswordHash::Salt kSalt{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
constexpr ScryptCost kCheap{16, 1, 1};

// base64.urlsafe_b64encode(hashlib.scrypt("tea at five".encode(), salt=bytes(range(1, 17)), n=16,
// r=1, p=1, dklen=32))
constexpr std::string_view kCheapText =
    "scrypt$16$1$1$AQIDBAUGBwgJCgsMDQ4PEA$tuCa5zaaKYDxR9zAozDpn3RMDZESMA4-hHDJGD7f5AQ";

TEST(PasswordHash, IsWhatAnotherLibraryComputes) {
  EXPECT_EQ(PasswordHash::make("tea at five", kSalt, kCheap).text(), kCheapText);
}

TEST(PasswordHash, MatchesItsPasswordOnly) {
  const auto hash = PasswordHash::parse(kCheapText);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->matches("tea at five"));
  for (const char* const other : {"", "tea at fiv", "tea at five ", "Tea at five"}) {
    EXPECT_FALSE(hash->matches(other)) << other;
  }
}

TEST(PasswordHash, HasTheDefaultCost) {
  const PasswordHash hash = PasswordHash::make("tea", kSalt);
  EXPECT_THAT(hash.text(), testing::StartsWith("scrypt$16384$8$5$AQIDBAUGBwgJCgsMDQ4PEA$"));
  EXPECT_TRUE(hash.matches("tea"));
}

TEST(PasswordHash, IsTheSameAfterItsText) {
  const auto hash = PasswordHash::parse(kCheapText);
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->text(), kCheapText);
  EXPECT_EQ(*hash, PasswordHash::make("tea at five", kSalt, kCheap));
}

TEST(PasswordHash, DiffersBySalt) {
  PasswordHash::Salt other = kSalt;
  other[0] = 0;
  EXPECT_NE(PasswordHash::make("tea", kSalt, kCheap), PasswordHash::make("tea", other, kCheap));
}

TEST(PasswordHash, RefusesOtherForms) {
  const std::string salt(22, 'A');
  const std::string hash = std::string(42, 'A') + "A";
  ASSERT_TRUE(PasswordHash::parse("scrypt$16$1$1$" + salt + "$" + hash));
  for (const std::string& text :
       std::vector<std::string>{"",
                                "tea",
                                "scrypt",
                                "scrypt$16$1$1$" + salt,
                                "scrypt$16$1$1$" + salt + "$",
                                "bcrypt$16$1$1$" + salt + "$" + hash,
                                "$scrypt$16$1$1$" + salt + "$" + hash,
                                "scrypt$016$1$1$" + salt + "$" + hash,
                                "scrypt$+16$1$1$" + salt + "$" + hash,
                                "scrypt$$1$1$" + salt + "$" + hash,
                                "scrypt$16 $1$1$" + salt + "$" + hash,
                                "scrypt$17$1$1$" + salt + "$" + hash,
                                "scrypt$262144$1$1$" + salt + "$" + hash,
                                "scrypt$131072$16$1$" + salt + "$" + hash,
                                "scrypt$99999999999$1$1$" + salt + "$" + hash,
                                "scrypt$16$0$1$" + salt + "$" + hash,
                                "scrypt$16$1$0$" + salt + "$" + hash,
                                "scrypt$16$1$1$" + salt + "=$" + hash,
                                "scrypt$16$1$1$" + salt + "$" + hash + "=",
                                "scrypt$16$1$1$AAAA$" + hash,
                                "scrypt$16$1$1$" + std::string(88, 'A') + "$" + hash,
                                "scrypt$16$1$1$" + salt + "$" + hash.substr(4),
                                "scrypt$16$1$1$" + salt + "$" + hash + "AAAA",
                                "scrypt$16$1$1$" + salt + "$" + hash + "\n",
                                "scrypt$16$1$1$" + salt + "$" + hash + "$"}) {
    EXPECT_FALSE(PasswordHash::parse(text)) << text;
  }
}

}  // namespace
}  // namespace parley::access
