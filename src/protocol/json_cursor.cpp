// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "protocol/json_cursor.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "parley/base/hex.hpp"

namespace parley::protocol {
namespace {

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

constexpr bool is_hex_digit(char c) noexcept {
  return hex_value(c) >= 0;
}

constexpr bool is_plain(char c) noexcept {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

/// The characters that may follow a backslash, except the u of a code point.
constexpr auto kSimpleEscapes = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view{R"("\\/bfnrt)"}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

/// The first byte in [at, end) that a JSON string cannot contain unescaped.
const char* find_special(const char* at, const char* end) noexcept {
#if defined(__SSE2__)
  // Flipping the second bit moves the quote right after the control characters, and no other byte
  // there: one comparison finds both.
  const __m128i flip = _mm_set1_epi8(2);
  const __m128i last = _mm_set1_epi8('"' ^ 2);
  const __m128i backslash = _mm_set1_epi8('\\');
  while (end - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i flipped = _mm_xor_si128(bytes, flip);
    const __m128i special = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(flipped, last), flipped),
                                         _mm_cmpeq_epi8(bytes, backslash));
    if (const int mask = _mm_movemask_epi8(special); mask != 0) {
      return at + std::countr_zero(static_cast<unsigned>(mask));
    }
    at += 16;
  }
#endif
  while (at != end && is_plain(*at)) ++at;
  return at;
}

/// The position after the escape at `at`, or null if the escape is malformed.
const char* skip_escape(const char* at, const char* end) noexcept {
  if (*at != '\\' || end - at < 2) return nullptr;
  if (kSimpleEscapes[static_cast<unsigned char>(at[1])]) return at + 2;
  if (at[1] != 'u' || end - at < 6) return nullptr;
  return std::all_of(at + 2, at + 6, is_hex_digit) ? at + 6 : nullptr;
}

}  // namespace

void JsonCursor::skip_spaces() noexcept {
  while (at_ != end_ && is_space(*at_)) ++at_;
}

bool JsonCursor::skip_string(std::string_view& content, bool& escaped) noexcept {
  const char* const begin = at_ + 1;
  const char* at = begin;
  escaped = false;
  for (;;) {
    at = find_special(at, end_);
    if (at == end_) return fail(ScanError::NotJson);
    if (*at == '"') break;
    escaped = true;
    do {  // escapes come in pairs: SDP is full of \r\n
      at = skip_escape(at, end_);
      if (at == nullptr) return fail(ScanError::NotJson);
    } while (at != end_ && *at == '\\');
  }
  content = {begin, static_cast<std::size_t>(at - begin)};
  at_ = at + 1;
  return true;
}

bool JsonCursor::skip_digits() noexcept {
  if (!is_digit(peek())) return fail(ScanError::NotJson);
  while (is_digit(peek())) ++at_;
  return true;
}

bool JsonCursor::skip_number() noexcept {
  if (peek() == '-') ++at_;
  if (peek() == '0') {
    ++at_;
  } else if (!skip_digits()) {
    return false;
  }
  if (peek() == '.') {
    ++at_;
    if (!skip_digits()) return false;
  }
  if (peek() == 'e' || peek() == 'E') {
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    if (!skip_digits()) return false;
  }
  return true;
}

bool JsonCursor::skip_literal(std::string_view literal) noexcept {
  if (static_cast<std::size_t>(end_ - at_) < literal.size() ||
      std::memcmp(at_, literal.data(), literal.size()) != 0) {
    return fail(ScanError::NotJson);
  }
  at_ += literal.size();
  return true;
}

bool JsonCursor::skip_scalar() noexcept {
  switch (peek()) {
    case '"': {
      std::string_view content;
      bool escaped = false;
      return skip_string(content, escaped);
    }
    case 't':
      return skip_literal("true");
    case 'f':
      return skip_literal("false");
    case 'n':
      return skip_literal("null");
    default:
      return skip_number();
  }
}

bool JsonCursor::skip_key() noexcept {
  std::string_view content;
  bool escaped = false;
  if (peek() != '"') return fail(ScanError::NotJson);
  if (!skip_string(content, escaped)) return false;
  skip_space();
  if (!skip_char(':')) return false;
  skip_space();
  return true;
}

bool JsonCursor::skip_value(std::size_t depth) noexcept {
  return peek() == '{' || peek() == '[' ? skip_container(depth) : skip_scalar();
}

bool JsonCursor::skip_container(std::size_t depth) noexcept {
  static_assert(kMaxDepth < 64, "the kinds of the open brackets are kept as bits");
  std::uint64_t objects = 0;  // the innermost open bracket is bit 0: 1 for {, 0 for [
  std::size_t open = 0;
  for (;;) {
    if (peek() == '{' || peek() == '[') {
      if (depth + ++open > kMaxDepth) return fail(ScanError::TooDeep);
      const bool object = *at_++ == '{';
      objects = objects << 1 | static_cast<std::uint64_t>(object);
      skip_space();
      if (peek() != (object ? '}' : ']')) {
        if (object && !skip_key()) return false;
        continue;
      }
    } else if (!skip_scalar()) {
      return false;
    }
    // After a value, or after the bracket of an empty container: close all containers that end
    // here.
    for (;;) {
      skip_space();
      const bool object = (objects & 1) != 0;
      if (peek() == ',') {
        ++at_;
        skip_space();
        if (object && !skip_key()) return false;
        break;
      }
      if (!skip_char(object ? '}' : ']')) return false;
      objects >>= 1;
      if (--open == 0) return true;
    }
  }
}

}  // namespace parley::protocol
