// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

/// The few properties of code points that names depend on.
namespace parley::unicode {

/// White space as JavaScript's String.prototype.trim defines it (ECMA-262, WhiteSpace and
/// LineTerminator), so that page and server trim names in the same way.
[[nodiscard]] constexpr bool is_space(std::uint32_t c) noexcept {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000 || c == 0xfeff;
}

/// The control characters: C0, DEL and C1.
[[nodiscard]] constexpr bool is_control(std::uint32_t c) noexcept {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/// The property Bidi_Control: characters that change the display order of other characters.
[[nodiscard]] constexpr bool is_bidi_control(std::uint32_t c) noexcept {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/// The property Noncharacter_Code_Point.
[[nodiscard]] constexpr bool is_noncharacter(std::uint32_t c) noexcept {
  return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

}  // namespace parley::unicode
