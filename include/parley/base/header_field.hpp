// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

namespace parley {

/// Converts A to Z to lower case, and changes nothing else.
[[nodiscard]] constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Compares names and tokens as HTTP does. REQUIRES: `lower_case` is in lower case.
[[nodiscard]] inline bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
  return std::ranges::equal(text, lower_case, {}, ascii_lower);
}

/// Removes the optional white space at both ends (RFC 9110 section 5.6.3).
[[nodiscard]] inline std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The trimmed text before the first `separator`, or all of it. Removes both from `rest`.
[[nodiscard]] inline std::string_view take_first(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view first = trim(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return first;
}

/// Reads a comma-separated header from its end, where the nearest proxy has put its element.
class ListReader {
 public:
  /// `list` must outlive the reader.
  explicit ListReader(std::string_view list) : rest_(list), is_over_(list.empty()) {}

  /// The next element to the left, which may be empty; nothing at the end.
  [[nodiscard]] std::optional<std::string_view> next() {
    if (is_over_) return std::nullopt;
    const std::size_t comma = rest_.rfind(',');
    is_over_ = comma == std::string_view::npos;
    const std::string_view last = trim(is_over_ ? rest_ : rest_.substr(comma + 1));
    rest_ = is_over_ ? std::string_view{} : rest_.substr(0, comma);
    return last;
  }

 private:
  std::string_view rest_;
  bool is_over_;
};

}  // namespace parley
