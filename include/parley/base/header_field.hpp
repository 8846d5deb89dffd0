// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace parley::net {

/// Without the optional white space at both ends (RFC 9110 section 5.6.3).
[[nodiscard]] inline std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Reads a comma-separated header from its end, where the nearest proxy has put its element.
class ListReader {
 public:
  /// `list` outlives this.
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

}  // namespace parley::net
