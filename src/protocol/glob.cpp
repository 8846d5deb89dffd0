// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/glob.hpp"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "parley/base/utf8.hpp"
#include "parley/protocol/room_id.hpp"

namespace parley::protocol {
namespace {

/// Offsets in the room id up to which the pattern may have matched so far, its end included.
using Offsets = std::bitset<kMaxRoomIdCodePoints + 1>;

Offsets all_from_lowest(const Offsets& reached) {
  Offsets all = reached;
  for (std::size_t i = 1; i < all.size(); ++i) all[i] = all[i] || all[i - 1];
  return all;
}

Offsets places_of(std::uint32_t c, std::span<const std::uint32_t> id) {
  Offsets places;
  for (std::size_t i = 0; i < id.size(); ++i) places[i] = c == '?' || id[i] == c;
  return places;
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view room_id) {
  std::array<std::uint32_t, kMaxRoomIdCodePoints> code_points{};
  std::size_t size = 0;
  while (!room_id.empty()) {
    const auto c = utf8::take_code_point(room_id);
    if (!c || size == code_points.size()) return false;
    code_points[size++] = *c;
  }
  const std::span id{code_points.data(), size};
  Offsets reached{1};
  while (!pattern.empty() && reached.any()) {
    const auto c = utf8::take_code_point(pattern);
    if (!c) return false;
    reached = *c == '*' ? all_from_lowest(reached) : (reached & places_of(*c, id)) << 1;
  }
  return reached[size];
}

}  // namespace parley::protocol
