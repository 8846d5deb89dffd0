// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "parley/daemon/config_file.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;
using Errors = std::vector<std::string>;

Errors ice_errors_of(const std::string& text) {
  return parse_config(text, "p.yaml").errors;
}

Errors errors_of_entry(const std::string& fields) {
  return ice_errors_of("ice_servers:\n- {" + fields + "}\n");
}

/// A folder of its own, and no credentials folder of the surroundings.
class SecretFile : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(mkdtemp(pattern_.data()), nullptr);
    folder_ = pattern_;
    unsetenv("CREDENTIALS_DIRECTORY");
  }
  void TearDown() override {
    unsetenv("CREDENTIALS_DIRECTORY");
    std::filesystem::remove_all(folder_);
  }

  void put(const std::filesystem::path& name, std::string_view content) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream{folder_ / name, std::ios::binary} << content;
  }
  [[nodiscard]] LoadResult load(const std::string& secret_file) const {
    return parse_config(
        "ice_servers:\n- urls: turn:a.example\n  secret_file: " + secret_file + "\n",
        folder_ / "parley.yaml");
  }
  [[nodiscard]] std::string secret_from(const std::string& secret_file) const {
    const auto result = load(secret_file);
    EXPECT_EQ(result.errors, Errors{});
    return result.ok() ? result.config.ice_servers.front().secret : "";
  }

  std::string pattern_ = testing::TempDir() + "parley-XXXXXX";
  std::filesystem::path folder_;
};

TEST(IceServerConfig, ReadsServersOfEveryKind) {
  const auto result = parse_config(R"(
ice_servers:
  - urls: stun:a.example
  - urls: ["turn:b.example?transport=udp", "turns:b.example"]
    username: 7
    credential: "north: wind"
  - urls: [turn:c.example]
    secret: west wind
    ttl: 10m
)",
                                   "p.yaml");
  ASSERT_EQ(result.errors, Errors{});
  const std::vector<ice::IceServer> expected{
      {.urls = {"stun:a.example"}},
      {.urls = {"turn:b.example?transport=udp", "turns:b.example"},
       .username = "7",
       .credential = "north: wind"},
      {.urls = {"turn:c.example"}, .secret = "west wind", .ttl = 10min}};
  EXPECT_EQ(result.config.ice_servers, expected);
}

TEST(IceServerConfig, RefusesWhatDoesNotGoTogether) {
  EXPECT_EQ(
      errors_of_entry("urls: 'turn:a.example'"),
      Errors{"p.yaml:2: ice_servers[0].urls: a TURN server requires username and credential, or "
             "a secret"});
  EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', secret: s, username: u, credential: c"),
            Errors{"p.yaml:2: ice_servers[0].secret: a secret cannot be combined with username and "
                   "credential"});
  EXPECT_EQ(
      errors_of_entry("urls: 'turn:a.example', username: u"),
      Errors{"p.yaml:2: ice_servers[0].credential: username and credential require each other"});
  EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', credential: u").size(), 1U);
  EXPECT_EQ(errors_of_entry("urls: 'stun:a.example', ttl: 1h"),
            Errors{"p.yaml:2: ice_servers[0].ttl: requires secret or secret_file"});
  EXPECT_FALSE(errors_of_entry("urls: 'turn:a.example', secret: s, secret_file: f").empty());
}

TEST(IceServerConfig, RefusesBadFields) {
  EXPECT_EQ(errors_of_entry("urls: ['stun:a.example', 'http://a.example']"),
            Errors{"p.yaml:2: ice_servers[0].urls: \"http://a.example\" is not a stun, stuns, turn "
                   "or turns URI such as turn:turn.example.org:3478?transport=udp"});
  EXPECT_EQ(errors_of_entry("urls: []"),
            Errors{"p.yaml:2: ice_servers[0].urls: requires at least one"});
  EXPECT_EQ(errors_of_entry("username: u, credential: c"),
            Errors{"p.yaml:2: ice_servers[0].urls: requires at least one"});
  EXPECT_EQ(errors_of_entry("urls: 'stun:a.example', url: x"),
            Errors{"p.yaml:2: ice_servers[0].url: unknown key"});
  EXPECT_EQ(errors_of_entry("urls: 'stun:a.example', urls: 'stun:a.example'"),
            Errors{"p.yaml:2: ice_servers[0].urls: is already set in line 2"});
  EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', secret:").front(),
            "p.yaml:2: ice_servers[0].secret: has no value");
  EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', secret: ''"),
            Errors{"p.yaml:2: ice_servers[0].secret: is empty"});
  EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', secret: [a, b]"),
            Errors{"p.yaml:2: ice_servers[0].secret: expected one value"});
  EXPECT_EQ(ice_errors_of("ice_servers: [stun:a.example]"),
            Errors{"p.yaml:1: ice_servers[0]: expected keys with values"});
  EXPECT_EQ(ice_errors_of("ice_servers: {urls: []}"),
            Errors{"p.yaml:1: ice_servers: expected a list"});
}

TEST(IceServerConfig, BoundsTheLifeOfCredentials) {
  for (const char* ttl : {"1m", "61s", "24h"}) {
    EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', secret: s, ttl: " + std::string{ttl}),
              Errors{})
        << ttl;
  }
  for (const char* ttl : {"59s", "25h", "3600", "60500ms", "-1h"}) {
    EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', secret: s, ttl: " + std::string{ttl}).size(),
              1U)
        << ttl;
  }
}

TEST(IceServerConfig, RefusesThePlaceholderOfAHiddenSecret) {
  EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', secret: <hidden>"),
            Errors{"p.yaml:2: ice_servers[0].secret: is the placeholder that --print-config "
                   "prints, not a secret"});
  EXPECT_EQ(errors_of_entry("urls: 'turn:a.example', username: u, credential: <hidden>").size(),
            1U);
}

TEST(IceServerConfig, RepeatsNoSecretInAnError) {
  const auto errors = errors_of_entry(
      "urls: 'turn:a.example', username: u, credential: wolf, secret: wolf, ttl: 1s, secret: wolf");
  EXPECT_GE(errors.size(), 3U);
  for (const auto& error : errors) EXPECT_EQ(error.find("wolf"), std::string::npos) << error;
}

TEST_F(SecretFile, IsLookedUpBesideTheConfiguration) {
  put("secret", "north wind\n");
  EXPECT_EQ(secret_from("secret"), "north wind");
  EXPECT_EQ(secret_from((folder_ / "secret").string()), "north wind");
}

TEST_F(SecretFile, IsLookedUpAmongTheCredentialsOfTheService) {
  put("secret", "wrong");
  put("credentials/secret", "right\r\n");
  setenv("CREDENTIALS_DIRECTORY", (folder_ / "credentials").c_str(), 1);
  EXPECT_EQ(secret_from("secret"), "right");
  EXPECT_EQ(secret_from((folder_ / "secret").string()), "wrong");
}

TEST_F(SecretFile, MustHoldOneLineOfText) {
  put("empty", "");
  put("newline", "\n");
  put("two", "a\nb\n");
  put("large", std::string(5000, 'a'));
  for (const char* name : {"empty", "newline", "two", "large", "missing", "."}) {
    const auto errors = load(name).errors;
    ASSERT_EQ(errors.size(), 1U) << name;
    EXPECT_TRUE(errors.front().starts_with((folder_ / "parley.yaml").string() +
                                           ":3: ice_servers[0].secret_file: "))
        << errors.front();
  }
}

}  // namespace
}  // namespace parley::daemon
