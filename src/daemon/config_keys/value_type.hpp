// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "daemon/config_names.hpp"
#include "daemon/config_table.hpp"
#include "daemon/config_value.hpp"

namespace parley::daemon {

/// The form of values of one type in the configuration, for a key or for a field of an object.
template <class T>
struct ValueType {
  std::string range;  ///< the accepted values, for people
  std::function<std::optional<T>(const Scalar&)> parse;
  std::function<std::string(const T&)> print;  ///< unquoted
};

// Ranges include both ends. They refuse only obvious typing mistakes, and are wide on purpose:
// tests set small limits and measurements very large ones.
[[nodiscard]] ValueType<Duration> duration_type(Duration least, Duration most);
[[nodiscard]] ValueType<std::uint64_t> size_type(std::uint64_t least, std::uint64_t most);
[[nodiscard]] ValueType<std::uint64_t> count_type(std::uint64_t least, std::uint64_t most);
[[nodiscard]] ValueType<double> number_type(double least, double most);
[[nodiscard]] ValueType<std::string> text_type(std::string range);
/// The type of a path. If `may_be_empty`, an empty one is accepted, and `range` must say so.
[[nodiscard]] ValueType<std::filesystem::path> path_type(std::string range, bool may_be_empty);

template <class Enum, std::size_t N>
ValueType<Enum> choice_type(const Names<Enum, N>& names) {
  std::string range;
  for (const auto& [name, value] : names) range.append(range.empty() ? "" : ", ").append(name);
  return {"one of " + range,
          [&names](const Scalar& scalar) { return find_named(names, scalar.text); },
          [&names](const Enum& value) { return std::string{name_of(names, value)}; }};
}

inline constexpr std::uint64_t kKiB = 1024;
inline constexpr std::uint64_t kMiB = 1024 * kKiB;
inline constexpr std::uint64_t kGiB = 1024 * kMiB;

}  // namespace parley::daemon
