// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/ice_url.hpp"

#include <gtest/gtest.h>

namespace parley::check {
namespace {

TEST(IceUrlOfTheCheck, HasTheDefaultsOfItsScheme) {
  using enum IceTransport;
  EXPECT_EQ(parse_ice_url("stun:h"), (IceUrl{false, Udp, "h", 3478}));
  EXPECT_EQ(parse_ice_url("stuns:h"), (IceUrl{false, Tls, "h", 5349}));
  EXPECT_EQ(parse_ice_url("turn:h"), (IceUrl{true, Udp, "h", 3478}));
  EXPECT_EQ(parse_ice_url("turn:h?transport=udp"), (IceUrl{true, Udp, "h", 3478}));
  EXPECT_EQ(parse_ice_url("turn:h:80?transport=tcp"), (IceUrl{true, Tcp, "h", 80}));
  EXPECT_EQ(parse_ice_url("turns:192.0.2.1:443?transport=tcp"),
            (IceUrl{true, Tls, "192.0.2.1", 443}));
  EXPECT_EQ(parse_ice_url("turn:[2001:db8::1]"), (IceUrl{true, Udp, "2001:db8::1", 3478}));
  EXPECT_EQ(parse_ice_url("turn:[2001:db8::1]:99"), (IceUrl{true, Udp, "2001:db8::1", 99}));
}

TEST(IceUrlOfTheCheck, TakesNothingElse) {
  for (const char* url : {"", "stun:", "http://h", "turn:h:0", "stun:h?transport=tcp"}) {
    EXPECT_FALSE(parse_ice_url(url)) << url;
  }
}

}  // namespace
}  // namespace parley::check
