// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace parley::protocol {

inline constexpr std::size_t kMaxRoomIdBytes = 64;

/// Whether `id`, already percent-decoded, is a room id: 1 to 64 unreserved characters of RFC 3986
/// (A–Z a–z 0–9 . _ ~ -), but not "." or "..", which have a meaning in paths.
[[nodiscard]] constexpr bool is_room_id(std::string_view id) noexcept {
  if (id.empty() || id.size() > kMaxRoomIdBytes || id == "." || id == "..") return false;
  for (const char c : id) {
    const bool allowed = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                         (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~' || c == '-';
    if (!allowed) return false;
  }
  return true;
}

}  // namespace parley::protocol
