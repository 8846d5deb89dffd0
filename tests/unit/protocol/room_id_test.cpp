// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/room_id.hpp"

#include <gtest/gtest.h>

#include "unit/protocol/golden.hpp"

namespace parley::protocol {
namespace {

TEST(RoomId, IsAcceptedAsInTheGoldenFile) {
  const auto cases = test::golden("room_ids.json").at("cases");
  for (const auto& c : cases) {
    EXPECT_EQ(is_room_id(test::text_of(c, "id")), c.at("valid").get<bool>()) << c.at("id");
  }
}

TEST(RoomId, HasEveryPrintableCharacterOfAsciiButFive) {
  int accepted = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const char id[] = {'x', static_cast<char>(byte), 'x'};
    accepted += is_room_id({id, 3}) ? 1 : 0;
  }
  EXPECT_EQ(accepted, 95 - 5);
}

TEST(RoomId, IsWellFormedUtf8) {
  for (const std::string_view id :
       {"\x80", "\xc3", "a\xc3", "\xc3(", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
        "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff", "\xe2\x82"}) {
    EXPECT_FALSE(is_room_id(id));
  }
}

}  // namespace
}  // namespace parley::protocol
