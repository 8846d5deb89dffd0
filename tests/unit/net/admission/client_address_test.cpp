// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/client_address.hpp"

#include <string>

#include <gtest/gtest.h>

#include "unit/net/admission/addresses.hpp"

namespace parley::net {
namespace {

/// Whose request it is, as "address" or "address exempt".
std::string whose(const char* peer, const char* forwarded_for) {
  const TrustedProxies trusted{{network("127.0.0.0/8"), network("::1"), network("10.0.0.0/8")}};
  const PeerAddress address = peer == nullptr ? PeerAddress{} : PeerAddress{ip(peer)};
  const ClientAddress client = client_address(address, forwarded_for, trusted);
  return (client.address ? client.address->to_string() : "unix") +
         (client.is_exempt ? " exempt" : "");
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
