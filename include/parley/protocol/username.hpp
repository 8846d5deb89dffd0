// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley::protocol {

inline constexpr std::size_t kMaxUsernameCodePoints = 64;

/// The name of a client that has not given one.
inline constexpr std::string_view kDefaultUsername = "Major Tom";

/// Removes the white space at both ends of `raw`. Nothing if the result is not a valid username: 1
/// to 64 code points of UTF-8 without control characters (C0, DEL, C1) and without bidirectional
/// controls (U+202A–202E, U+2066–2069), which could make one name look like another.
[[nodiscard]] std::optional<std::string> clean_username(std::string_view raw);

/// The valid username in the `data` of a `profile` message, if there is one.
[[nodiscard]] std::optional<std::string> profile_username(std::string_view data);

}  // namespace parley::protocol
