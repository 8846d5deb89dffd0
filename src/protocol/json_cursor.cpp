// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "protocol/json_cursor.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace parley::protocol {
namespace {

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

constexpr bool is_hex_digit(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

constexpr bool is_plain(char c) noexcept {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

/// The first byte in [at, end) that a JSON string cannot contain as it is.
const char* find_special(const char* at, const char* end) noexcept {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1f);
  while (end - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
    const __m128i special = _mm_or_si128(
        control, _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    if (const int mask = _mm_movemask_epi8(special); mask != 0) {
      return at + std::countr_zero(static_cast<unsigned>(mask));
    }
    at += 16;
  }
#endif
  while (at != end && is_plain(*at)) ++at;
  return at;
}

}  // namespace

bool JsonCursor::fail(ScanError error) noexcept {
  error_ = error;
  return false;
}

void JsonCursor::skip_space() noexcept {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
}

bool JsonCursor::skip_char(char expected) noexcept {
  if (peek() != expected || at_end()) return fail(ScanError::NotJson);
  ++at_;
  return true;
}

bool JsonCursor::skip_string(std::string_view& content, bool& escaped) noexcept {
  const char* const begin = ++at_;
  escaped = false;
  for (;;) {
    at_ = find_special(at_, end_);
    if (at_ == end_) return fail(ScanError::NotJson);
    if (*at_ == '"') {
      content = {begin, static_cast<std::size_t>(at_ - begin)};
      ++at_;
      return true;
    }
    if (*at_ != '\\') return fail(ScanError::NotJson);
    escaped = true;
    if (!skip_escape()) return false;
  }
}

bool JsonCursor::skip_escape() noexcept {
  if (end_ - at_ < 2) return fail(ScanError::NotJson);
  const char kind = at_[1];
  at_ += 2;
  switch (kind) {
    case 'n':
    case 'r':
    case '"':
    case '\\':
    case '/':
    case 't':
    case 'b':
    case 'f':
      return true;
    case 'u':
      if (end_ - at_ < 4) return fail(ScanError::NotJson);
      for (const char* const stop = at_ + 4; at_ != stop; ++at_) {
        if (!is_hex_digit(*at_)) return fail(ScanError::NotJson);
      }
      return true;
    default:
      return fail(ScanError::NotJson);
  }
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
    // A value, or the bracket of an empty container, is behind us: close what closes here.
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
