// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

// Smallest first: printing searches from the end for the largest unit that fits.
constexpr std::array<std::pair<std::string_view, Duration>, 4> kDurationUnits{
    {{"ms", 1ms}, {"s", 1s}, {"m", 1min}, {"h", 1h}}};
constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> kSizeUnits{
    {{"", 1}, {"KiB", 1U << 10}, {"MiB", 1U << 20}, {"GiB", 1U << 30}}};

struct Quantity {
  std::uint64_t count;
  std::string_view unit;
};

std::optional<Quantity> parse_quantity(std::string_view text, int base = 10) {
  Quantity quantity{};
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, quantity.count, base);
  if (error != std::errc{}) return std::nullopt;
  quantity.unit = {end, static_cast<std::size_t>(last - end)};
  return quantity;
}

}  // namespace

std::optional<std::uint64_t> parse_count(std::string_view text) {
  const auto quantity = parse_quantity(text);
  if (!quantity || !quantity->unit.empty()) return std::nullopt;
  return quantity->count;
}

std::optional<double> parse_number(std::string_view text) {
  const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  if (!std::ranges::all_of(text, is_part)) return std::nullopt;
  double value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc{} || end != last) return std::nullopt;
  return value;
}

std::string print_number(double value) {
  std::array<char, 512> digits{};  // the longest double in fixed notation has 309 + 1 + 17 or so
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  return {digits.data(), end.ptr};
}

std::optional<Duration> parse_duration(std::string_view text) {
  const auto quantity = parse_quantity(text);
  if (!quantity) return std::nullopt;
  for (const auto& [name, unit] : kDurationUnits) {
    if (name != quantity->unit) continue;
    const auto most = static_cast<std::uint64_t>(Duration::max() / unit);
    if (quantity->count > most) return std::nullopt;
    return unit * static_cast<std::int64_t>(quantity->count);
  }
  return std::nullopt;
}

std::string print_duration(Duration value) {
  if (value == Duration::zero()) return "0s";
  const auto fits = [&](const auto& unit) { return value % unit.second == Duration::zero(); };
  auto unit = std::find_if(kDurationUnits.rbegin(), kDurationUnits.rend(), fits);
  if (unit == kDurationUnits.rend()) --unit;
  return std::to_string(value / unit->second).append(unit->first);
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  const auto quantity = parse_quantity(text);
  if (!quantity) return std::nullopt;
  for (const auto& [name, unit] : kSizeUnits) {
    if (name != quantity->unit) continue;
    if (quantity->count > std::numeric_limits<std::uint64_t>::max() / unit) return std::nullopt;
    return quantity->count * unit;
  }
  return std::nullopt;
}

std::string print_size(std::uint64_t value) {
  if (value == 0) return "0";
  const auto fits = [&](const auto& unit) { return value % unit.second == 0; };
  const auto unit = std::find_if(kSizeUnits.rbegin(), kSizeUnits.rend(), fits);
  return std::to_string(value / unit->second).append(unit->first);
}

std::optional<std::uint32_t> parse_mode(std::string_view text) {
  constexpr std::uint64_t kAllBits = 0777;
  const auto quantity = parse_quantity(text, 8);
  if (!quantity || !quantity->unit.empty() || quantity->count > kAllBits) return std::nullopt;
  return static_cast<std::uint32_t>(quantity->count);
}

std::string print_mode(std::uint32_t value) {
  std::string digits = "0000";
  for (std::size_t i = digits.size(); i-- > 1; value >>= 3U) {
    digits[i] = static_cast<char>('0' + (value & 7U));
  }
  return digits;
}

}  // namespace parley::daemon
