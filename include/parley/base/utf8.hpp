// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// UTF-8 (RFC 3629).
namespace parley::utf8 {

inline constexpr std::size_t kMaxBytes = 4;  ///< of one code point

/// Whether the byte continues a code point that an earlier byte has begun.
[[nodiscard]] constexpr bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// The number of bytes of a code point that begins with this byte. It does not check the other
/// bytes.
[[nodiscard]] constexpr std::size_t length_by_lead(char lead) noexcept {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/// Removes the first code point from `text` and returns it. Nothing if it is malformed, overlong, a
/// surrogate or beyond U+10FFFF; `text` is unchanged then. REQUIRES: `text` is not empty.
[[nodiscard]] constexpr std::optional<std::uint32_t> take_code_point(
    std::string_view& text) noexcept {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  const std::size_t size = length_by_lead(text[0]);
  if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || size > text.size()) return std::nullopt;
  std::uint32_t c = size == 1 ? lead : lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[i])) return std::nullopt;
    c = c << 6 | (byte(i) & 0x3f);
  }
  const bool overlong = (size == 3 && c < 0x800) || (size == 4 && c < 0x10000);
  if (overlong || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return std::nullopt;
  text.remove_prefix(size);
  return c;
}

/// The bytes of one code point.
struct Encoded {
  std::array<char, kMaxBytes> bytes;
  std::size_t size;
};
[[nodiscard]] constexpr Encoded encode(std::uint32_t c) noexcept {
  const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80 | (bits & 0x3f)); };
  if (c < 0x80) return {{static_cast<char>(c)}, 1};
  if (c < 0x800) return {{static_cast<char>(0xc0 | c >> 6), tail(c)}, 2};
  if (c < 0x10000) return {{static_cast<char>(0xe0 | c >> 12), tail(c >> 6), tail(c)}, 3};
  return {{static_cast<char>(0xf0 | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)}, 4};
}

/// Whether `text`, which is otherwise well-formed, ends in the middle of a code point.
[[nodiscard]] constexpr bool ends_within_code_point(std::string_view text) noexcept {
  for (std::size_t i = 1; i <= std::min(text.size(), kMaxBytes - 1); ++i) {
    const char byte = text[text.size() - i];
    if (!is_continuation(byte)) return length_by_lead(byte) > i;
  }
  return false;
}

/// The longest prefix of `text` of at most `bytes` bytes that does not split a code point.
[[nodiscard]] constexpr std::string_view cut(std::string_view text, std::size_t bytes) noexcept {
  if (text.size() <= bytes) return text;
  for (std::size_t i = 0; i < kMaxBytes - 1 && bytes > 0 && is_continuation(text[bytes]); ++i)
    --bytes;
  return text.substr(0, bytes);
}

}  // namespace parley::utf8
