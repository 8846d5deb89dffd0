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

TEST(RoomId, ConsistsOf66Characters) {
  int accepted = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const char id[] = {'x', static_cast<char>(byte)};
    accepted += is_room_id({id, 2}) ? 1 : 0;
  }
  EXPECT_EQ(accepted, 26 + 26 + 10 + 4);
}

}  // namespace
}  // namespace parley::protocol
