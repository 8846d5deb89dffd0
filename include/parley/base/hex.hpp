// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace parley {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";

/// The value of a hexadecimal digit of either case; -1 for any other character.
[[nodiscard]] constexpr int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The two lower-case digits of a byte.
struct HexPair {
  char high;
  char low;
};
[[nodiscard]] constexpr HexPair hex_pair(std::uint8_t byte) noexcept {
  return {kHexDigits[byte >> 4], kHexDigits[byte & 0xf]};
}

inline void append_hex(std::string& out, std::uint8_t byte) {
  const HexPair pair = hex_pair(byte);
  out += pair.high;
  out += pair.low;
}

/// The bytes as lower-case hexadecimal digits.
[[nodiscard]] inline std::string hex_of(std::span<const std::uint8_t> bytes) {
  std::string digits;
  digits.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) append_hex(digits, byte);
  return digits;
}

/// Parses lower-case hexadecimal digits into `bytes`. False if `digits` has other characters or
/// another length.
[[nodiscard]] inline bool parse_hex(std::string_view digits,
                                    std::span<std::uint8_t> bytes) noexcept {
  if (digits.size() != 2 * bytes.size()) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t high = kHexDigits.find(digits[2 * i]);
    const std::size_t low = kHexDigits.find(digits[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return false;
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

}  // namespace parley
