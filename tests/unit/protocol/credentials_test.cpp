// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/credentials.hpp"

#include <gtest/gtest.h>

#include "parley/base/base64url.hpp"

namespace parley::protocol {
namespace {

const std::string kKey = "00112233445566778899aabbccddeeff";

std::string password_protocol(std::string_view password) {
  return "parley.password." +
         base64url::encode(
             {reinterpret_cast<const std::uint8_t*>(password.data()), password.size()});
}

std::optional<Credentials> from_list(const std::string& subprotocols) {
  return read_credentials({.subprotocols = subprotocols});
}

TEST(Credentials, AreNoneByDefault) {
  for (const char* const list :
       {"", "parley.v1", "parley.v1, chat", "parley.tokens.x", "token.x, ,"}) {
    EXPECT_EQ(from_list(list), Credentials{}) << list;
  }
}

TEST(Credentials, AreTakenFromTheSubprotocols) {
  EXPECT_EQ(from_list("parley.v1, parley.token.aa.bb.cc ,parley.key." + kKey + "," +
                      password_protocol("tea at five")),
            (Credentials{"aa.bb.cc", "tea at five", kKey}));
}

TEST(Credentials, AreTakenFromTheQuery) {
  EXPECT_EQ(
      read_credentials({.subprotocols = "parley.v1", .token = "aa.bb.cc", .password = "caf\u00e9"}),
      (Credentials{"aa.bb.cc", "caf\u00e9", {}}));
}

TEST(Credentials, MayComeFromBothPlacesIfTheyDiffer) {
  EXPECT_EQ(read_credentials({.subprotocols = "parley.token.a", .password = "p"}),
            (Credentials{"a", "p", {}}));
}

TEST(Credentials, AreMalformedIfGivenTwice) {
  EXPECT_FALSE(from_list("parley.token.a, parley.token.a"));
  EXPECT_FALSE(from_list("parley.key." + kKey + ",parley.key." + kKey));
  EXPECT_FALSE(from_list(password_protocol("a") + "," + password_protocol("a")));
  EXPECT_FALSE(read_credentials({.subprotocols = "parley.token.a", .token = "a"}));
  EXPECT_FALSE(read_credentials({.subprotocols = password_protocol("a"), .password = "a"}));
}

TEST(Credentials, HaveLimits) {
  const std::string token(kMaxTokenBytes, 't');
  const std::string password(kMaxPasswordBytes, 'p');
  EXPECT_TRUE(from_list("parley.token." + token));
  EXPECT_FALSE(from_list("parley.token." + token + "t"));
  EXPECT_FALSE(from_list("parley.token."));
  EXPECT_TRUE(from_list(password_protocol(password)));
  EXPECT_FALSE(from_list(password_protocol(password + "p")));
  EXPECT_FALSE(from_list(password_protocol("")));
  EXPECT_TRUE(read_credentials({.token = token, .password = password}));
  EXPECT_FALSE(read_credentials({.token = token + "t"}));
  EXPECT_FALSE(read_credentials({.token = ""}));
  EXPECT_FALSE(read_credentials({.password = password + "p"}));
  EXPECT_FALSE(read_credentials({.password = ""}));
}

TEST(Credentials, AreMalformedInOtherForms) {
  for (const std::string& list :
       {std::string{"parley.password.dGVh="}, std::string{"parley.password.dGVh+A"},
        std::string{"parley.password.dGVhZh"}, password_protocol("\xff"),
        "parley.key." + kKey + "0", "parley.key." + kKey.substr(1),
        std::string{"parley.key.00112233445566778899AABBCCDDEEFF"}, std::string{"parley.key."}}) {
    EXPECT_FALSE(from_list(list)) << list;
  }
  EXPECT_FALSE(read_credentials({.password = "\xc3"}));
}

}  // namespace
}  // namespace parley::protocol
