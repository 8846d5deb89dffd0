// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/layer_settings.hpp"
#include "parley/daemon/config_file.hpp"
#include "support/temp_dir.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

constexpr const char* kHash =
    "scrypt$16384$8$5$c2FsdHNhbHRzYWx0c2FsdA$lUTND7Q1teCMz1JXy6PbT4N6Os2Iq4TQUnKq-PsEvLU";

/// A configuration in a folder of its own, with the file `secret` of 32 bytes.
class AccessConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    unsetenv("CREDENTIALS_DIRECTORY");
    folder_.write("secret", std::string(32, 's') + "\n");
    folder_.write("short", "secret\n");
  }

  [[nodiscard]] LoadResult load(const std::string& text) const {
    return parse_config(text, folder_.path() / "p.yaml");
  }
  /// The only error of `text`, without the name of the file.
  [[nodiscard]] std::string error_of(const std::string& text) const {
    const auto errors = load(text).errors;
    if (errors.size() != 1) return std::to_string(errors.size()) + " errors";
    return errors.front().substr(errors.front().find("p.yaml:"));
  }
  [[nodiscard]] std::string error_of_key(const std::string& fields) const {
    return error_of("access:\n  keys:\n  - {" + fields + "}\n");
  }
  [[nodiscard]] std::string error_of_policy(const std::string& fields) const {
    return error_of("rooms:\n  policies:\n  - {" + fields + "}\n");
  }

  test::TempDir folder_;
};

TEST_F(AccessConfigTest, ReadsPoliciesAndKeys) {
  const auto result = load(R"(
rooms:
  policies:
  - {match: "board-*", token: required}
  - match: tea
    locked: true
    password_hash: )" + std::string{kHash} +
                           R"(
access:
  audience: parley
  issuer: shop
  leeway: 1m
  deadline: 3s
  keys:
  - {id: main, algorithm: HS256, secret_file: secret}
)");
  ASSERT_EQ(result.errors, std::vector<std::string>{});
  const chat::RoomRules rules = room_rules(result.config);
  EXPECT_EQ(rules.deadline, 3s);
  EXPECT_NE(rules.tokens, nullptr);
  ASSERT_EQ(rules.policies.size(), 2U);
  EXPECT_TRUE(rules.policy_of("board-1")->needs_token);
  EXPECT_FALSE(rules.policy_of("board-1")->is_locked);
  EXPECT_TRUE(rules.policy_of("tea")->is_locked);
  EXPECT_FALSE(rules.policy_of("tea")->needs_token);
  ASSERT_NE(rules.policy_of("tea")->password, nullptr);
  EXPECT_TRUE(rules.policy_of("tea")->password->matches("tea at five"));
  EXPECT_EQ(rules.policy_of("coffee"), nullptr);
  EXPECT_EQ(result.config.access.leeway, 60s);
}

TEST_F(AccessConfigTest, ByDefaultThereAreNoRules) {
  EXPECT_TRUE(room_rules(Config{}).empty());
}

TEST_F(AccessConfigTest, RefusesWhatWouldLeaveARoomOpen) {
  EXPECT_EQ(error_of_policy("match: a, token: required"),
            "p.yaml:2: rooms.policies: token: required requires access.keys");
  EXPECT_NE(error_of_policy("token: optional").find("match: requires a pattern"),
            std::string::npos);
  EXPECT_NE(error_of_policy("match: \"\"").find("match"), std::string::npos);
  EXPECT_NE(error_of_policy("match: a, password_hash: secret").find("--hash-password"),
            std::string::npos);
  EXPECT_NE(error_of_policy("match: a, token: needed").find("one of optional, required"),
            std::string::npos);
  EXPECT_NE(error_of_policy("match: a, lobby: true").find("unknown key"), std::string::npos);
}

TEST_F(AccessConfigTest, RefusesKeysThatCannotBeUsed) {
  const auto says = [this](const std::string& fields, const std::string& part) {
    const std::string error = error_of_key(fields);
    EXPECT_NE(error.find(part), std::string::npos) << error;
  };
  says("id: a", "algorithm: is required");
  says("algorithm: none, secret_file: secret", "expected one of HS256");
  says("algorithm: HS256", "secret_file: is required");
  says("algorithm: HS256, secret_file: missing", "cannot be read");
  says("algorithm: HS256, secret_file: short", "secret_file");
  says("algorithm: EdDSA, secret_file: secret", "public_key_file: is required");
  says("algorithm: EdDSA, public_key_file: secret", "public_key_file");
  says("algorithm: HS256, secret_file: secret, public_key_file: secret", "is not for this");
}

TEST_F(AccessConfigTest, AWrongPasswordHashIsNotRepeated) {
  EXPECT_EQ(error_of_policy("match: a, password_hash: planted-secret").find("planted"),
            std::string::npos);
}

TEST_F(AccessConfigTest, PrintsNoSecret) {
  const auto result =
      load("rooms:\n  policies:\n  - {match: a, password_hash: " + std::string{kHash} +
           "}\naccess:\n  keys:\n  - {algorithm: HS256, secret_file: secret}\n");
  ASSERT_EQ(result.errors, std::vector<std::string>{});
  const std::string text = print_config(result.config);
  EXPECT_NE(text.find("secret_file: "), std::string::npos) << text;
  EXPECT_EQ(text.find(kHash), std::string::npos) << text;
  EXPECT_EQ(text.find("ssss"), std::string::npos) << text;
}

}  // namespace
}  // namespace parley::daemon
