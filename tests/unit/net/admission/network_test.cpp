// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/network.hpp"

#include <gtest/gtest.h>

#include "unit/net/admission/addresses.hpp"

namespace parley::net {
namespace {

TEST(Canonical, MakesMappedAddressesIpv4AndDropsZones) {
  EXPECT_EQ(canonical(ip("::ffff:127.0.0.1")), ip("127.0.0.1"));
  EXPECT_EQ(canonical(ip("192.0.2.1")), ip("192.0.2.1"));
  EXPECT_EQ(canonical(ip("2001:db8::1")), ip("2001:db8::1"));
  const boost::asio::ip::address_v6 zoned{ip("fe80::1").to_v6().to_bytes(), 7};
  EXPECT_EQ(canonical(zoned), ip("fe80::1"));
}

TEST(LimitKey, IsTheAddressOrItsSubscribersNetwork) {
  EXPECT_EQ(limit_key(ip("192.0.2.1")), ip("192.0.2.1"));
  EXPECT_EQ(limit_key(ip("2001:db8:1:2:3:4:5:6")), ip("2001:db8:1:2::"));
  EXPECT_NE(limit_key(ip("2001:db8:1:2::1")), limit_key(ip("2001:db8:1:3::1")));
}

TEST(NetworkTest, ContainsItsAddresses) {
  EXPECT_TRUE(network("10.0.0.0/8").contains(ip("10.255.0.1")));
  EXPECT_FALSE(network("10.0.0.0/8").contains(ip("11.0.0.1")));
  EXPECT_TRUE(network("10.1.2.3/8").contains(ip("10.0.0.1")));
  EXPECT_TRUE(network("192.0.2.1").contains(ip("192.0.2.1")));
  EXPECT_FALSE(network("192.0.2.1").contains(ip("192.0.2.2")));
  EXPECT_TRUE(network("0.0.0.0/0").contains(ip("203.0.113.9")));
  EXPECT_FALSE(network("0.0.0.0/0").contains(ip("::1")));
  EXPECT_TRUE(network("2001:db8::/33").contains(ip("2001:db8:7fff::1")));
  EXPECT_FALSE(network("2001:db8::/33").contains(ip("2001:db8:8000::1")));
  EXPECT_TRUE(network("127.0.0.0/8").contains(ip("::ffff:127.0.0.1")));
}

TEST(NetworkTest, IsWrittenAsItIsUnderstood) {
  EXPECT_EQ(network("10.1.2.3/8").to_string(), "10.0.0.0/8");
  EXPECT_EQ(network("::1").to_string(), "::1/128");
  EXPECT_EQ(network("::ffff:10.0.0.1").to_string(), "10.0.0.1/32");
}

TEST(NetworkTest, RefusesWhatIsNone) {
  for (const char* text :
       {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8 ",
        "10.0.0.0/8/8", "10.0.0/8", "10.0.0.0.0", "localhost", "10.0.0.0/255.0.0.0", "[::1]"}) {
    EXPECT_EQ(Network::parse(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace parley::net
