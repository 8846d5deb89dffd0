// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/client_address.hpp"

#include <string>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

IpAddress ip(const char* text) {
  return boost::asio::ip::make_address(text);
}

Network network(const char* text) {
  const auto parsed = Network::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(*Network::parse("0.0.0.0/32"));
}

/// Whose request it is, as "address" or "address exempt".
std::string whose(const char* peer, const char* forwarded_for) {
  const TrustedProxies trusted{{network("127.0.0.0/8"), network("::1"), network("10.0.0.0/8")}};
  const PeerAddress address = peer == nullptr ? PeerAddress{} : PeerAddress{ip(peer)};
  const ClientAddress client = client_address(address, forwarded_for, trusted);
  return (client.address ? client.address->to_string() : "unix") +
         (client.is_exempt ? " exempt" : "");
}

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

TEST(ClientAddressTest, OfAStrangerIsItsOwnWhateverItClaims) {
  EXPECT_EQ(whose("203.0.113.9", ""), "203.0.113.9");
  EXPECT_EQ(whose("203.0.113.9", "127.0.0.1"), "203.0.113.9");
  EXPECT_EQ(whose("2001:db8::1", "192.0.2.1"), "2001:db8::1");
}

TEST(ClientAddressTest, OfATrustedPeerIsReadFromTheRight) {
  EXPECT_EQ(whose("127.0.0.1", "192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(whose("127.0.0.1", "198.51.100.7, 192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(whose("127.0.0.1", "198.51.100.7,192.0.2.1,10.0.0.2"), "192.0.2.1");
  EXPECT_EQ(whose("127.0.0.1", " 192.0.2.1 ,\t10.0.0.2 , 127.0.0.1 "), "192.0.2.1");
  EXPECT_EQ(whose("::ffff:127.0.0.1", "192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(whose(nullptr, "192.0.2.1"), "192.0.2.1");
}

TEST(ClientAddressTest, IsCanonical) {
  EXPECT_EQ(whose("127.0.0.1", "::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(whose("127.0.0.1", "192.0.2.1, ::ffff:10.0.0.1"), "192.0.2.1");
}

TEST(ClientAddressTest, MayComeWithAPort) {
  EXPECT_EQ(whose("127.0.0.1", "192.0.2.1:4711"), "192.0.2.1");
  EXPECT_EQ(whose("127.0.0.1", "[2001:db8::1]:4711"), "2001:db8::1");
  EXPECT_EQ(whose("127.0.0.1", "[2001:db8::1]"), "2001:db8::1");
}

TEST(ClientAddressTest, OfATrustedPeerWithoutAHeaderIsExempt) {
  EXPECT_EQ(whose("127.0.0.1", ""), "127.0.0.1 exempt");
  EXPECT_EQ(whose("::1", ""), "::1 exempt");
  EXPECT_EQ(whose(nullptr, ""), "unix exempt");
}

TEST(ClientAddressTest, BehindTrustedProxiesOnlyIsTheFarthestOfThem) {
  EXPECT_EQ(whose("127.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3");
}

TEST(ClientAddressTest, LeftOfWhatIsNoAddressIsNotBelieved) {
  EXPECT_EQ(whose("127.0.0.1", "192.0.2.1, unknown, 10.0.0.2"), "10.0.0.2");
  EXPECT_EQ(whose("127.0.0.1", "192.0.2.1, [2001:db8::1, 10.0.0.2"), "10.0.0.2");
}

TEST(ClientAddressTest, OfAUnixPeerThatIsNotTrustedIsNone) {
  const TrustedProxies nobody{{}, false};
  const ClientAddress client = client_address(std::nullopt, "192.0.2.1", nobody);
  EXPECT_EQ(client.address, std::nullopt);
  EXPECT_FALSE(client.is_exempt);
}

}  // namespace
}  // namespace parley::net
