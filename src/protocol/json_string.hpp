// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace parley::protocol {

struct Unescaped {
  std::string_view text;   ///< in the given buffer
  bool valid = true;       ///< false if an escape is a lone surrogate
  bool truncated = false;  ///< the rest did not fit; `text` ends at the end of a character
};

/// Resolves the escapes of a JSON string's content into `buffer`.
/// REQUIRES: `content` was validated by JsonCursor::skip_string.
[[nodiscard]] Unescaped unescape(std::string_view content, std::span<char> buffer) noexcept;

/// Appends `text` as a JSON string with its quotes. REQUIRES: valid UTF-8.
void append_json_string(std::string& out, std::string_view text);

}  // namespace parley::protocol
