// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/hash_password.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "parley/access/password_hash.hpp"
#include "parley/daemon/exit_code.hpp"

namespace parley::daemon {
namespace {

HashPasswordResult hash_of(const std::string& input) {
  std::istringstream stream{input};
  return hash_password(stream);
}

/// The hash in the only line of a result.
std::optional<access::PasswordHash> parsed(const HashPasswordResult& result) {
  if (!result.text.ends_with('\n')) return std::nullopt;
  return access::PasswordHash::parse(result.text.substr(0, result.text.size() - 1));
}

TEST(HashPassword, PrintsALineThatMatchesThePasswordWithoutItsNewline) {
  for (const std::string input : {"tea at five\n", "tea at five"}) {
    const auto result = hash_of(input);
    EXPECT_EQ(result.exit_code, kExitOk);
    const auto hash = parsed(result);
    ASSERT_TRUE(hash.has_value()) << result.text;
    EXPECT_TRUE(hash->matches("tea at five"));
    EXPECT_FALSE(hash->matches("tea at five\n"));
  }
}

TEST(HashPassword, UsesAnotherSaltEachTime) {
  EXPECT_NE(hash_of("tea").text, hash_of("tea").text);
}

TEST(HashPassword, TakesTheLongestPasswordAndRefusesOthers) {
  EXPECT_EQ(hash_of(std::string(128, 'x') + "\n").exit_code, kExitOk);
  for (const std::string& input :
       {std::string{}, std::string{"\n"}, std::string(129, 'x'), std::string(129, 'x') + "\n",
        std::string{"a\nb\n"}, std::string{"\xff\n"}, std::string{"a\n\n"}}) {
    const auto result = hash_of(input);
    EXPECT_EQ(result.exit_code, kExitUsage) << input;
    EXPECT_EQ(result.text.find("scrypt"), std::string::npos) << input;
  }
}

}  // namespace
}  // namespace parley::daemon
