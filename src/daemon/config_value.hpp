// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/base/scheduler.hpp"

namespace parley::daemon {

// The text form of single values in the configuration. Each pair is symmetric: parsing a printed
// value yields the same value.

/// A whole number.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

/// A number that may have a fraction; no sign, no exponent.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
[[nodiscard]] std::string print_number(double value);

/// A whole number with one of the units ms, s, m, h.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);
/// Prints in the largest unit that gives a whole number; drops anything below 1 ms.
[[nodiscard]] std::string print_duration(Duration value);

/// A whole number of bytes, or of one of the units KiB, MiB, GiB.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);
[[nodiscard]] std::string print_size(std::uint64_t value);

/// File mode bits in octal digits, such as 0660.
[[nodiscard]] std::optional<std::uint32_t> parse_mode(std::string_view text);
[[nodiscard]] std::string print_mode(std::uint32_t value);

}  // namespace parley::daemon
