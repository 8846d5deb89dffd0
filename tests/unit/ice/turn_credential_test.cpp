// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "parley/ice/ice_server.hpp"

namespace parley::ice {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kUser = "00112233445566778899aabbccddeeff";
constexpr std::chrono::system_clock::time_point kIssued{1'700'000'000s};

// printf %s USERNAME | openssl dgst -sha1 -hmac 'north wind' -binary | base64
TEST(TurnCredential, IsWhatOpensslComputes) {
  const auto made = make_turn_credential("north wind", kUser, 1h, kIssued);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->username, "1700003600:00112233445566778899aabbccddeeff");
  EXPECT_EQ(made->credential, "ozrNnV5QToL2LcS457B7Mj/yQQ4=");
}

TEST(TurnCredential, DiffersByClientSecretAndTime) {
  const auto made = make_turn_credential("north wind", kUser, 1h, kIssued);
  const auto other_client = make_turn_credential("north wind", "another", 1h, kIssued);
  const auto other_secret = make_turn_credential("south wind", kUser, 1h, kIssued);
  const auto later = make_turn_credential("north wind", kUser, 1h, kIssued + 1s);
  ASSERT_TRUE(made && other_client && other_secret && later);
  EXPECT_NE(made->credential, other_client->credential);
  EXPECT_NE(made->credential, other_secret->credential);
  EXPECT_NE(made->credential, later->credential);
  EXPECT_EQ(later->username, "1700003601:00112233445566778899aabbccddeeff");
}

TEST(TurnCredential, NeverLivesLongerForAFractionOfASecond) {
  const auto made = make_turn_credential("north wind", kUser, 1h, kIssued + 999ms);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->username, "1700003600:00112233445566778899aabbccddeeff");
}

TEST(ShortestCredentialLife, IsOfThoseThatAreMade) {
  EXPECT_EQ(shortest_credential_life({}), std::nullopt);
  const IceServer fixed{.urls = {"turn:a"}, .username = "u", .credential = "c", .ttl = 1min};
  EXPECT_EQ(shortest_credential_life({fixed}), std::nullopt);
  const IceServer hour{.urls = {"turn:b"}, .secret = "s", .ttl = 1h};
  const IceServer minutes{.urls = {"turn:c"}, .secret = "s", .ttl = 5min};
  EXPECT_EQ(shortest_credential_life({hour, fixed, minutes}), 5min);
}

}  // namespace
}  // namespace parley::ice
