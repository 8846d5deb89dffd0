// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/token_verifier.hpp"

#include <fstream>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "access/hmac_sha256.hpp"
#include "parley/base/base64url.hpp"

namespace parley::access {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Verdict = std::variant<Grant, TokenRefusal>;

/// What jose has signed, and what was spoilt: see make_tokens.mjs.
const json& jose_data() {
  static const json data = [] {
    std::ifstream file(PARLEY_TEST_DATA "/access/tokens.json");
    return json::parse(file);
  }();
  return data;
}

std::chrono::system_clock::time_point jose_time() {
  return std::chrono::system_clock::time_point{
      std::chrono::seconds{jose_data().at("now").get<std::int64_t>()}};
}

TokenKey make_key(TokenKey::Label label, std::string_view file) {
  return std::get<TokenKey>(TokenKey::make(std::move(label), file));
}

TokenVerifier jose_verifier() {
  TokenSettings settings{.audience = jose_data().at("audience"),
                         .issuer = jose_data().at("issuer"),
                         .leeway = 30s,
                         .keys = {}};
  for (const json& key : jose_data().at("keys")) {
    const std::string name = key.at("algorithm");
    settings.keys.push_back(make_key({name, *find_token_algorithm(name)},
                                     key.at("file").get_ref<const std::string&>()));
  }
  return TokenVerifier{std::move(settings)};
}

std::string name_of(const Verdict& verdict) {
  const auto* const refusal = std::get_if<TokenRefusal>(&verdict);
  if (refusal == nullptr) return "good";
  switch (refusal->fault) {
    case TokenFault::Invalid:
      return "invalid";
    case TokenFault::Expired:
      return "expired";
    case TokenFault::NotForThisRoom:
      return "not-for-this-room";
  }
  return "?";
}

TEST(TokenVerifier, JudgesTheTokensOfAnotherLibrary) {
  const TokenVerifier verifier = jose_verifier();
  std::map<std::string, std::set<std::string>> spoilt;
  for (const json& entry : jose_data().at("tokens")) {
    const std::string algorithm = entry.at("algorithm");
    const std::string name = entry.at("name");
    const Verdict verdict =
        verifier.verify(entry.at("token").get_ref<const std::string&>(), "tea", jose_time());
    EXPECT_EQ(name_of(verdict), entry.at("verdict")) << algorithm << ": " << name;
    if (const auto* const refusal = std::get_if<TokenRefusal>(&verdict)) {
      EXPECT_THAT(std::string{refusal->detail}, testing::HasSubstr(entry.at("detail")))
          << algorithm << ": " << name;
      spoilt[algorithm].insert(name);
    }
  }
  ASSERT_EQ(spoilt.size(), 4U);
  for (const auto& [algorithm, names] : spoilt) EXPECT_EQ(names.size(), 85U) << algorithm;
}

TEST(TokenVerifier, GrantsWhatTheClaimsSay) {
  const TokenVerifier verifier = jose_verifier();
  for (const json& entry : jose_data().at("tokens")) {
    const std::string name = entry.at("name");
    if (name != "all claims" && name != "one room") continue;
    const auto verdict =
        verifier.verify(entry.at("token").get_ref<const std::string&>(), "tea", jose_time());
    Grant expected{.expires = jose_time() + 1h};
    if (name == "all claims") {
      expected = {.is_moderator = true,
                  .held = {.camera = true, .text = true},
                  .username = "Ziggy",
                  .subject = std::string(128, 'u'),
                  .expires = jose_time() + 1h};
    }
    EXPECT_EQ(std::get<Grant>(verdict), expected);
  }
}

/// A verifier with secrets, for tokens that the test signs itself.
class OwnTokens : public testing::Test {
 protected:
  static std::string secret(int number) { return std::string(32, static_cast<char>('a' + number)); }

  static std::string sign(const json& header, const json& claims, int key = 0) {
    const auto part = [](const json& value) {
      const std::string text = value.dump();
      return base64url::encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    };
    std::string token = part(header) + "." + part(claims);
    return token + "." + base64url::encode(hmac_sha256(secret(key), token));
  }

  [[nodiscard]] std::string judge(const std::string& token, const std::string& room = "tea") const {
    return name_of(TokenVerifier{settings_}.verify(token, room, now_));
  }

  void add_keys(int count) {
    for (int i = 0; i < count; ++i) {
      settings_.keys.push_back(make_key({std::to_string(i), TokenAlgorithm::Hs256}, secret(i)));
    }
  }

  const std::chrono::system_clock::time_point now_{1'000'000s};
  const json header_{{"alg", "HS256"}};
  const json claims_{{"exp", 1'000'100}, {"room", "tea"}};
  TokenSettings settings_;
};

TEST_F(OwnTokens, OpenNothingWithoutKeys) {
  EXPECT_EQ(judge(sign(header_, claims_)), "invalid");
  add_keys(1);
  EXPECT_EQ(judge(sign(header_, claims_)), "good");
}

TEST_F(OwnTokens, NeedNoAudienceAndIssuerIfNoneIsConfigured) {
  add_keys(1);
  json claims = claims_;
  claims.update({{"aud", "anything"}, {"iss", "anybody"}});
  EXPECT_EQ(judge(sign(header_, claims)), "good");
}

TEST_F(OwnTokens, WithoutKidAreTriedWithEightKeys) {
  add_keys(9);
  EXPECT_EQ(judge(sign(header_, claims_, 7)), "good");
  EXPECT_EQ(judge(sign(header_, claims_, 8)), "invalid");
}

TEST_F(OwnTokens, WithKidAreTriedWithThatKeyOnly) {
  add_keys(9);
  EXPECT_EQ(judge(sign({{"alg", "HS256"}, {"kid", "8"}}, claims_, 8)), "good");
  EXPECT_EQ(judge(sign({{"alg", "HS256"}, {"kid", "8"}}, claims_, 7)), "invalid");
}

TEST_F(OwnTokens, OfAKeyThatIsOverAreRefused) {
  settings_.keys.push_back(make_key({"old", TokenAlgorithm::Hs256, now_}, secret(0)));
  EXPECT_EQ(judge(sign(header_, claims_)), "invalid");
  settings_.keys = {make_key({"old", TokenAlgorithm::Hs256, now_ + 1s}, secret(0))};
  EXPECT_EQ(judge(sign(header_, claims_)), "good");
}

TEST_F(OwnTokens, ForTheRoomNamedByAnAsteriskOpenThatRoomOnly) {
  add_keys(1);
  const std::string skeleton = sign(header_, {{"exp", 1'000'100}, {"room", "*"}});
  EXPECT_EQ(judge(skeleton, "*"), "good");
  EXPECT_EQ(judge(skeleton, "tea"), "not-for-this-room");
}

TEST_F(OwnTokens, AreExpiredBeforeTheyAreForAnotherRoom) {
  add_keys(1);
  EXPECT_EQ(judge(sign(header_, {{"exp", 1}, {"room", "other"}})), "expired");
}

TEST_F(OwnTokens, MayExpireAfterAllTimes) {
  add_keys(1);
  const auto verdict = TokenVerifier{settings_}.verify(
      sign(header_, {{"exp", 1e300}, {"room", "tea"}}), "tea", now_);
  EXPECT_EQ(std::get<Grant>(verdict).expires.time_since_epoch(), 9'000'000'000s);
}

TEST_F(OwnTokens, WithAnyByteChangedAreNotGood) {
  add_keys(1);
  const std::string token = sign(header_, claims_);
  ASSERT_EQ(judge(token), "good");
  for (std::size_t i = 0; i < token.size(); ++i) {
    for (const char other : {'\0', '.', 'A', 'z', '=', '\xff'}) {
      std::string spoilt = token;
      spoilt[i] = other;
      if (spoilt == token) continue;
      EXPECT_EQ(judge(spoilt), "invalid") << i;
    }
    EXPECT_EQ(judge(token.substr(0, i)), "invalid") << i;
  }
}

}  // namespace
}  // namespace parley::access
