// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "protocol/json_string.hpp"

#include <cstddef>
#include <cstdint>

#include "parley/base/hex.hpp"
#include "parley/base/utf8.hpp"

namespace parley::protocol {
namespace {

std::uint32_t hex4(std::string_view digits) noexcept {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i)
    value = value << 4 | static_cast<std::uint32_t>(hex_value(digits[static_cast<std::size_t>(i)]));
  return value;
}

constexpr bool is_high_surrogate(std::uint32_t c) noexcept {
  return (c & 0xfc00) == 0xd800;
}
constexpr bool is_low_surrogate(std::uint32_t c) noexcept {
  return (c & 0xfc00) == 0xdc00;
}

/// The character at content[0], plain or escaped; `used` is the number of input bytes that it
/// takes. Its size is 0 for a lone surrogate.
utf8::Encoded next_character(std::string_view content, std::size_t& used) noexcept {
  if (content[0] != '\\') {
    utf8::Encoded plain{{}, 1};
    // Take only continuation bytes, so that malformed UTF-8 cannot hide a backslash.
    while (plain.size < plain.bytes.size() && plain.size < content.size() &&
           utf8::is_continuation(content[plain.size])) {
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
  if (!is_high_surrogate(first)) return utf8::encode(first);
  const std::string_view rest = content.substr(6);
  if (rest.size() < 6 || rest[0] != '\\' || rest[1] != 'u') return {{}, 0};
  const std::uint32_t second = hex4(rest.substr(2));
  if (!is_low_surrogate(second)) return {{}, 0};
  used = 12;
  return utf8::encode(0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff));
}

}  // namespace

Unescaped unescape(std::string_view content, std::span<char> buffer) noexcept {
  std::size_t size = 0;
  bool truncated = false;
  while (!content.empty()) {
    std::size_t used = 0;
    const utf8::Encoded character = next_character(content, used);
    if (character.size == 0) return {{}, false, false};
    content.remove_prefix(used);
    // After the first character that does not fit, only look for surrogates.
    truncated = truncated || size + character.size > buffer.size();
    if (truncated) continue;
    for (std::size_t i = 0; i < character.size; ++i) buffer[size++] = character.bytes[i];
  }
  return {{buffer.data(), size}, true, truncated};
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      append_hex(out, static_cast<std::uint8_t>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace parley::protocol
