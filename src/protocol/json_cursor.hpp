// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "parley/protocol/envelope.hpp"

namespace parley::protocol {

/// A validating cursor over JSON text (RFC 8259). Each `skip_…` checks one element and moves past
/// it, or returns false and leaves the reason in `error()`. It checks numbers and strings but does
/// not convert them, so it accepts `1e400` and a lone surrogate escape.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) noexcept
      : at_(text.data()), end_(text.data() + text.size()) {}

  [[nodiscard]] const char* position() const noexcept { return at_; }
  [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }
  [[nodiscard]] ScanError error() const noexcept { return error_; }
  [[nodiscard]] char peek() const noexcept { return at_ == end_ ? '\0' : *at_; }

  void skip_space() noexcept {
    if (at_ != end_ && is_space(*at_)) skip_spaces();
  }
  [[nodiscard]] bool skip_char(char expected) noexcept {
    if (at_ == end_ || *at_ != expected) return fail(ScanError::NotJson);
    ++at_;
    return true;
  }

  /// REQUIRES: peek() == '"'. `content` is the text between the quotes; `escaped` says whether it
  /// contains a backslash.
  [[nodiscard]] bool skip_string(std::string_view& content, bool& escaped) noexcept;

  /// Skips any value, inside `depth` open brackets.
  [[nodiscard]] bool skip_value(std::size_t depth) noexcept;

 private:
  static constexpr bool is_space(char c) noexcept {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
  [[nodiscard]] bool fail(ScanError error) noexcept {
    error_ = error;
    return false;
  }
  void skip_spaces() noexcept;
  [[nodiscard]] bool skip_number() noexcept;
  [[nodiscard]] bool skip_digits() noexcept;
  [[nodiscard]] bool skip_literal(std::string_view literal) noexcept;
  [[nodiscard]] bool skip_scalar() noexcept;
  [[nodiscard]] bool skip_key() noexcept;
  [[nodiscard]] bool skip_container(std::size_t depth) noexcept;

  const char* at_;
  const char* end_;
  ScanError error_ = ScanError::None;
};

}  // namespace parley::protocol
