// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace parley::protocol {

inline constexpr std::size_t kMaxRoomIdCodePoints = 64;
inline constexpr std::size_t kMaxRoomIdBytes = 256;

/// Whether `id`, already percent-decoded, names a room: 1 to 64 code points of well-formed UTF-8,
/// without controls (C0, DEL, C1), bidirectional controls, noncharacters and / \ ? # %, without
/// white space at its ends, and not "." or "..", which have a meaning in paths. Ids are not
/// normalised: they are compared byte by byte.
[[nodiscard]] bool is_room_id(std::string_view id) noexcept;

}  // namespace parley::protocol
