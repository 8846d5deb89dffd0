// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "parley/daemon/config.hpp"

namespace parley::daemon {

// The names of enumerators in the configuration, on the command line and in the log.

template <class Enum, std::size_t N>
using Names = std::array<std::pair<std::string_view, Enum>, N>;

inline constexpr Names<LogLevel, 4> kLogLevels{{{"debug", LogLevel::Debug},
                                                {"info", LogLevel::Info},
                                                {"warning", LogLevel::Warning},
                                                {"error", LogLevel::Error}}};
inline constexpr Names<LogFormat, 2> kLogFormats{
    {{"text", LogFormat::Text}, {"json", LogFormat::Json}}};
inline constexpr Names<Privacy, 3> kPrivacies{
    {{"full", Privacy::Full}, {"hashed", Privacy::Hashed}, {"none", Privacy::None}}};

template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> find_named(const Names<Enum, N>& names,
                                                       std::string_view name) {
  for (const auto& [text, value] : names) {
    if (text == name) return value;
  }
  return std::nullopt;
}

template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view name_of(const Names<Enum, N>& names, Enum value) {
  for (const auto& [text, named] : names) {
    if (named == value) return text;
  }
  return {};
}

}  // namespace parley::daemon
