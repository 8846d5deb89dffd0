// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "parley/ice/ice_server.hpp"

namespace parley::ice {
namespace {

class ValidIceUrl : public testing::TestWithParam<const char*> {};
class InvalidIceUrl : public testing::TestWithParam<const char*> {};

TEST_P(ValidIceUrl, IsAccepted) {
  EXPECT_TRUE(is_ice_url(GetParam())) << GetParam();
}
TEST_P(InvalidIceUrl, IsRefused) {
  EXPECT_FALSE(is_ice_url(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    IceUrl, ValidIceUrl,
    testing::Values("stun:example.org", "stuns:example.org", "turn:example.org",
                    "turns:example.org", "stun:example.org:3478", "stun:example.org:1",
                    "stun:example.org:65535", "stun:192.0.2.1", "stun:192.0.2.1:3478",
                    "stun:[2001:db8::1]", "turn:[2001:db8::1]:3478", "turn:[::ffff:192.0.2.1]",
                    "turn:example.org?transport=udp", "turns:example.org:5349?transport=tcp",
                    "turn:[2001:db8::1]:3478?transport=tcp", "stun:localhost", "stun:a_b.example",
                    "stun:3com.example"));

INSTANTIATE_TEST_SUITE_P(
    IceUrl, InvalidIceUrl,
    testing::Values("", "stun", "stun:", "stun://example.org", "http://example.org",
                    "STUN:example.org", "turnx:example.org", " stun:example.org",
                    "stun:example.org ", "stun:example.org:", "stun:example.org:0",
                    "stun:example.org:65536", "stun:example.org:-1", "stun:example.org:+1",
                    "stun:example.org:003478", "stun:example.org:34a", "stun:example.org/path",
                    "stun:user@example.org", "stun:example.org?transport=udp",
                    "stuns:example.org?transport=tcp", "turn:example.org?transport=sctp",
                    "turn:example.org?transport=UDP", "turn:example.org?transport=",
                    "turn:example.org?", "turn:example.org?transport=udp&x=1",
                    "turn:example.org?x=1", "turn:example.org#x", "turn:?transport=udp",
                    "stun:192.0.2.999", "stun:192.0.2", "stun:2001:db8::1", "stun:[2001:db8::1",
                    "stun:[192.0.2.1]", "stun:[]", "stun:[::1]3478", "stun:[fe80::1%25eth0]",
                    "stun:[::1]:", "stun:.example", "stun:a..b", "stun:example.org.",
                    "stun:-a.example", "stun:a-.example", "stun:ex\xc3\xa4mple.org", "stun:a%20b"));

TEST(IceUrl, WithANullByteIsRefused) {
  EXPECT_FALSE(is_ice_url(std::string_view{"stun:192.0.2.1\0", 15}));
  EXPECT_FALSE(is_ice_url(std::string_view{"stun:[::1\0]", 11}));
}

TEST(IceUrl, HasALongestNameAndLabel) {
  EXPECT_TRUE(is_ice_url("stun:" + std::string(63, 'a') + ".example"));
  EXPECT_FALSE(is_ice_url("stun:" + std::string(64, 'a') + ".example"));
  std::string name = "a";
  while (name.size() < 253) name += ".a";
  EXPECT_TRUE(is_ice_url("stun:" + name));
  EXPECT_FALSE(is_ice_url("stun:" + name + ".a"));
}

TEST(IceUrl, OnlyTurnNamesATurnServer) {
  EXPECT_TRUE(is_turn_url("turn:example.org"));
  EXPECT_TRUE(is_turn_url("turns:example.org"));
  EXPECT_FALSE(is_turn_url("stun:turn:example.org"));
  EXPECT_FALSE(is_turn_url("stuns:example.org"));
}

}  // namespace
}  // namespace parley::ice
