// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/client_id.hpp"

#include <gtest/gtest.h>

#include "support/fake_ids.hpp"

namespace parley::chat {
namespace {

TEST(ClientIdTest, Is32LowerCaseHexadecimalDigits) {
  const std::array<std::uint8_t, ClientId::kBytes> bytes{0x00, 0x01, 0x0f, 0x10, 0x7f, 0x80,
                                                         0xab, 0xcd, 0xef, 0xff, 0x12, 0x34,
                                                         0x56, 0x78, 0x9a, 0xbc};
  EXPECT_EQ(ClientId{bytes}.view(), "00010f107f80abcdefff123456789abc");
}

TEST(ClientIdTest, IsEqualOnlyToItsOwnText) {
  const ClientId id = test::client_id(0xab);
  EXPECT_TRUE(id == id.view());
  EXPECT_FALSE(id == "ab");
  EXPECT_FALSE(id == test::client_id(0xaa).view());
  EXPECT_FALSE(id == "");
}

TEST(ClientIdTest, IsReadFromExactlyItsDigits) {
  constexpr std::string_view kDigits = "00010f107f80abcdefff123456789abc";
  const auto id = ClientId::parse(kDigits);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->view(), kDigits);
  for (const char* text :
       {"", "0", "00010f107f80abcdefff123456789ab", "00010f107f80abcdefff123456789abcd",
        "00010F107f80abcdefff123456789abc", "00010f107f80abcdefff123456789abg",
        " 0010f107f80abcdefff123456789abc"}) {
    EXPECT_FALSE(ClientId::parse(text)) << text;
  }
}

}  // namespace
}  // namespace parley::chat
