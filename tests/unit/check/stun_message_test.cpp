// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The test vectors of RFC 5769, and what is not STUN.
#include "check/stun_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::check {
namespace {

using boost::asio::ip::make_address;

std::string from_hex(std::string_view text) {
  std::string out;
  std::string digits;
  for (const char c : text) {
    if (c == ' ' || c == '\n') continue;
    digits += c;
    if (digits.size() < 2) continue;
    out.push_back(static_cast<char>(std::stoi(digits, nullptr, 16)));
    digits.clear();
  }
  return out;
}

constexpr std::string_view kShortTermKey = "VOkJxbRl1RmTxUk/WvJxBt";

// Section 2.1.
const std::string kRequest = from_hex(R"(
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae
  80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff
  80290008 932ff9b1 51263b36
  00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
  80280004 e57a3bcf)");

// Section 2.2.
const std::string kIpv4Response = from_hex(R"(
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200008 0001a147 e112a643
  00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
  80280004 c07d4c96)");

// Section 2.3.
const std::string kIpv6Response = from_hex(R"(
  01010048 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
  00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
  80280004 c8fb0b4c)");

// Section 2.4.
const std::string kLongTermRequest = from_hex(R"(
  00010060 2112a442 78ad3433 c6ad72c0 29da412e
  00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
  0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341
  0014000b 6578616d 706c652e 6f726700
  00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666)");

TEST(StunMessage, ReadsAndChecksTheSampleRequest) {
  const auto message = stun::parse(kRequest);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->type, stun::kBinding);
  ASSERT_NE(message->find(stun::kUsername), nullptr);
  EXPECT_EQ(*message->find(stun::kUsername), "evtj:h6vY");
  EXPECT_TRUE(stun::has_integrity(kRequest, kShortTermKey));
  EXPECT_TRUE(stun::has_fingerprint(kRequest));
}

TEST(StunMessage, ReadsTheAddressesOfTheSampleResponses) {
  const auto v4 = stun::parse(kIpv4Response);
  const auto v6 = stun::parse(kIpv6Response);
  ASSERT_TRUE(v4 && v6);
  EXPECT_EQ(stun::xor_address(*v4, stun::kXorMappedAddress),
            stun::Endpoint(make_address("192.0.2.1"), 32853));
  EXPECT_EQ(stun::xor_address(*v6, stun::kXorMappedAddress),
            stun::Endpoint(make_address("2001:db8:1234:5678:11:2233:4455:6677"), 32853));
  for (const std::string& bytes : {kIpv4Response, kIpv6Response}) {
    EXPECT_TRUE(stun::has_integrity(bytes, kShortTermKey));
    EXPECT_TRUE(stun::has_fingerprint(bytes));
  }
}

TEST(StunMessage, WritesTheSampleRequestWithALongTermCredential) {
  const std::string username = "\u30de\u30c8\u30ea\u30c3\u30af\u30b9";
  stun::Message message{stun::kBinding,
                        {0x78, 0xad, 0x34, 0x33, 0xc6, 0xad, 0x72, 0xc0, 0x29, 0xda, 0x41, 0x2e},
                        {{stun::kUsername, username},
                         {stun::kNonce, "f//499k954d6OL34oL9FSTvy64sA"},
                         {stun::kRealm, "example.org"}}};
  std::string bytes = stun::write(message);
  stun::append_integrity(bytes, stun::long_term_key(username, "example.org", "TheMatrIX"));
  EXPECT_EQ(bytes, kLongTermRequest);
}

TEST(StunMessage, ReadsWhatItWrites) {
  const stun::Message message{stun::kAllocate,
                              stun::random_transaction(),
                              {{stun::kRequestedTransport, stun::number32(17U << 24)},
                               {stun::kRealm, "odd"},
                               {stun::kNonce, ""}}};
  std::string bytes = stun::write(message);
  stun::append_integrity(bytes, "key");
  stun::append_fingerprint(bytes);
  const auto read = stun::parse(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->type, message.type);
  EXPECT_EQ(read->transaction, message.transaction);
  EXPECT_EQ(read->attributes[1], message.attributes[1]);
  EXPECT_TRUE(stun::has_integrity(bytes, "key"));
  EXPECT_FALSE(stun::has_integrity(bytes, "other"));
  EXPECT_TRUE(stun::has_fingerprint(bytes));
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  EXPECT_FALSE(stun::has_fingerprint(bytes));
}

TEST(StunMessage, ReadsErrors) {
  const std::string value = std::string("\0\0\4\x26", 4) + "Stale Nonce";
  const auto error =
      stun::error_of({stun::kAllocate | stun::kFailure, {}, {{stun::kErrorCode, value}}});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, 438);
  EXPECT_EQ(error->reason, "Stale Nonce");
  EXPECT_FALSE(stun::error_of({0, {}, {{stun::kErrorCode, "abc"}}}));
  EXPECT_FALSE(stun::error_of({0, {}, {}}));
}

TEST(StunMessage, TakesNothingThatIsCutOrLonger) {
  for (std::size_t size = 0; size < kRequest.size(); ++size) {
    EXPECT_FALSE(stun::parse(kRequest.substr(0, size))) << size;
  }
  EXPECT_FALSE(stun::parse(kRequest + '\0'));
  std::string bytes = kRequest;
  bytes[4] = 0;  // the cookie
  EXPECT_FALSE(stun::parse(bytes));
  bytes = kRequest;
  bytes[stun::kHeaderBytes + 2] = '\x7f';  // an attribute that is longer than the message
  EXPECT_FALSE(stun::parse(bytes));
  EXPECT_FALSE(stun::parse("HTTP/1.1 400 Bad Request\r\n"));
}

TEST(StunMessage, TakesNoAddressOfAnotherLength) {
  for (const char* hex : {"", "0001", "0001a147e112a6", "0002a147e112a643", "0003a147e112a643"}) {
    const stun::Message message{0, {}, {{stun::kXorMappedAddress, from_hex(hex)}}};
    EXPECT_FALSE(stun::xor_address(message, stun::kXorMappedAddress)) << hex;
  }
}

}  // namespace
}  // namespace parley::check
