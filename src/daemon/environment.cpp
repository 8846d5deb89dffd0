// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/environment.hpp"

#include <charconv>
#include <cstdlib>

namespace parley::daemon {

std::optional<std::string> take_variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  std::string text = value;
  ::unsetenv(name);
  return text;
}

std::optional<std::uint64_t> take_number(const char* name) {
  const auto text = take_variable(name);
  if (!text) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [parsed, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc{} || parsed != end) return std::nullopt;
  return number;
}

}  // namespace parley::daemon
