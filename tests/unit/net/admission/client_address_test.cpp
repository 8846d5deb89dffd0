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
  const ClientAddress client =
      read_forwarding(address, {.x_forwarded_for = forwarded_for}, trusted).client;
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
  const ClientAddress client =
      read_forwarding(std::nullopt, {.x_forwarded_for = "192.0.2.1"}, nobody).client;
  EXPECT_EQ(client.address, std::nullopt);
  EXPECT_FALSE(client.is_exempt);
}

/// The whole result, as "address[ exempt] believed|stranger host port".
std::string forwarding(const char* peer, const ForwardingHeaders& headers) {
  const TrustedProxies trusted{{network("127.0.0.0/8"), network("10.0.0.0/8")}};
  const Forwarding found = read_forwarding(ip(peer), headers, trusted);
  return found.client.address->to_string() + (found.client.is_exempt ? " exempt" : "") +
         (found.is_believed ? " believed " : " stranger ") + found.host.host + " " +
         found.host.port;
}

TEST(ReadForwarding, BelievesNoStranger) {
  EXPECT_EQ(forwarding("203.0.113.9", {.x_forwarded_for = "192.0.2.1",
                                       .x_forwarded_host = "a.example",
                                       .x_forwarded_port = "443",
                                       .forwarded = "for=192.0.2.1;host=a.example",
                                       .x_real_ip = "192.0.2.1"}),
            "203.0.113.9 stranger  ");
}

TEST(ReadForwarding, TakesTheAddressAndTheHostOfForwarded) {
  EXPECT_EQ(forwarding("127.0.0.1", {.forwarded = R"(for="[2001:db8::1]:99";host=a.example:8443)"}),
            "2001:db8::1 believed a.example:8443 ");
  EXPECT_EQ(forwarding("127.0.0.1",
                       {.forwarded = "for=6.6.6.6;host=evil.example, for=192.0.2.1;host=a.example,"
                                     " for=10.0.0.1;host=inner"}),
            "192.0.2.1 believed a.example ");
}

TEST(ReadForwarding, StopsAtAnElementThatNamesNoAddress) {
  for (const char* node : {"unknown", "_hidden", R"("_hidden:_port")"}) {
    EXPECT_EQ(forwarding("127.0.0.1", {.forwarded = std::string{"for=192.0.2.1;host=x, for="} +
                                                    node + ";host=a.example"}),
              "127.0.0.1 exempt believed a.example ")
        << node;
  }
}

TEST(ReadForwarding, PrefersXForwardedFor) {
  EXPECT_EQ(forwarding("127.0.0.1", {.x_forwarded_for = "192.0.2.1",
                                     .forwarded = "for=198.51.100.7;host=evil.example",
                                     .x_real_ip = "198.51.100.8"}),
            "192.0.2.1 believed  ");
}

TEST(ReadForwarding, TakesXRealIpIfThereIsNothingElse) {
  EXPECT_EQ(forwarding("127.0.0.1", {.x_real_ip = " 192.0.2.1 "}), "192.0.2.1 believed  ");
  EXPECT_EQ(forwarding("127.0.0.1", {.x_real_ip = "nonsense"}), "127.0.0.1 exempt believed  ");
  EXPECT_EQ(forwarding("127.0.0.1", {.forwarded = "for=198.51.100.7", .x_real_ip = "192.0.2.1"}),
            "198.51.100.7 believed  ");
}

TEST(ReadForwarding, TakesTheHostInStepWithTheAddresses) {
  const auto host_of = [](const char* addresses, const char* hosts, const char* ports) {
    const std::string found = forwarding(
        "127.0.0.1",
        {.x_forwarded_for = addresses, .x_forwarded_host = hosts, .x_forwarded_port = ports});
    return found.substr(found.find("believed ") + 9);
  };
  EXPECT_EQ(host_of("192.0.2.1", "a.example", ""), "a.example ");
  EXPECT_EQ(host_of("192.0.2.1", "a.example", "8443"), "a.example 8443");
  EXPECT_EQ(host_of("192.0.2.1", "evil.example, a.example", ""), "a.example ");
  EXPECT_EQ(host_of("192.0.2.1, 10.0.0.1", "evil.example, a.example, inner", "1, 443, 80"),
            "a.example 443");
  EXPECT_EQ(host_of("192.0.2.1, 10.0.0.1", "a.example", ""), "a.example ");
  EXPECT_EQ(host_of("", "a.example", ""), "a.example ");
  EXPECT_EQ(host_of("unknown, 10.0.0.1", "a.example, inner", ""), "a.example ");
}

TEST(ReadForwarding, TakesThePortForTheHostHeader) {
  EXPECT_EQ(forwarding("127.0.0.1", {.x_forwarded_for = "192.0.2.1", .x_forwarded_port = "8443"}),
            "192.0.2.1 believed  8443");
}

}  // namespace
}  // namespace parley::net
