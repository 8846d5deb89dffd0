// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "protocol/json_string.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace parley::protocol {
namespace {

constexpr std::uint32_t hex_value(char c) noexcept {
  if (c <= '9') return static_cast<std::uint32_t>(c - '0');
  return static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
}

std::uint32_t hex4(std::string_view digits) noexcept {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 4 | hex_value(digits[static_cast<std::size_t>(i)]);
  return value;
}

struct Utf8 {
  std::array<char, 4> bytes;
  std::size_t size;
};

Utf8 encode(std::uint32_t c) noexcept {
  const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80 | (bits & 0x3f)); };
  if (c < 0x80) return {{static_cast<char>(c)}, 1};
  if (c < 0x800) return {{static_cast<char>(0xc0 | c >> 6), tail(c)}, 2};
  if (c < 0x10000) return {{static_cast<char>(0xe0 | c >> 12), tail(c >> 6), tail(c)}, 3};
  return {{static_cast<char>(0xf0 | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)}, 4};
}

constexpr bool is_high_surrogate(std::uint32_t c) noexcept {
  return (c & 0xfc00) == 0xd800;
}
constexpr bool is_low_surrogate(std::uint32_t c) noexcept {
  return (c & 0xfc00) == 0xdc00;
}

/// One character at content[0], plain or escaped; `used` is how many bytes of the input it took.
/// Returns size 0 for a lone surrogate.
Utf8 next_character(std::string_view content, std::size_t& used) noexcept {
  if (content[0] != '\\') {
    Utf8 plain{{}, 1};
    // Only continuation bytes belong to it, so that not even malformed UTF-8 hides a backslash.
    while (plain.size < plain.bytes.size() && plain.size < content.size() &&
           (static_cast<unsigned char>(content[plain.size]) & 0xc0) == 0x80) {
      ++plain.size;
    }
    used = plain.size;
    content.copy(plain.bytes.data(), used);
    return plain;
  }
  used = 2;
  switch (content[1]) {
    case 'n':
      return {{'\n'}, 1};
    case 'r':
      return {{'\r'}, 1};
    case 't':
      return {{'\t'}, 1};
    case 'b':
      return {{'\b'}, 1};
    case 'f':
      return {{'\f'}, 1};
    case 'u':
      break;
    default:
      return {{content[1]}, 1};
  }
  used = 6;
  const std::uint32_t first = hex4(content.substr(2));
  if (is_low_surrogate(first)) return {{}, 0};
  if (!is_high_surrogate(first)) return encode(first);
  const std::string_view rest = content.substr(6);
  if (rest.size() < 6 || rest[0] != '\\' || rest[1] != 'u') return {{}, 0};
  const std::uint32_t second = hex4(rest.substr(2));
  if (!is_low_surrogate(second)) return {{}, 0};
  used = 12;
  return encode(0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff));
}

}  // namespace

Unescaped unescape(std::string_view content, std::span<char> buffer) noexcept {
  std::size_t size = 0;
  bool truncated = false;
  while (!content.empty()) {
    std::size_t used = 0;
    const Utf8 character = next_character(content, used);
    if (character.size == 0) return {{}, false, false};
    content.remove_prefix(used);
    // After the first character that does not fit only surrogates are still looked for.
    truncated = truncated || size + character.size > buffer.size();
    if (truncated) continue;
    for (std::size_t i = 0; i < character.size; ++i) buffer[size++] = character.bytes[i];
  }
  return {{buffer.data(), size}, true, truncated};
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 0xf];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace parley::protocol
