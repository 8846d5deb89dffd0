// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace parley::protocol {

/// Whether `pattern` matches the whole room id: `*` stands for any number of code points, `?` for
/// exactly one, and everything else for itself. The time is linear in the length of the pattern,
/// regardless of its content. A malformed pattern, and an id of more than kMaxRoomIdCodePoints,
/// match nothing.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view room_id);

}  // namespace parley::protocol
