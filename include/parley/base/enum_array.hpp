// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

namespace parley {

/// Whether `kValue` is a named value of its enumeration. The compiler writes it into the name of
/// this function: an unnamed value appears as a cast, `(Enum)7`.
template <auto kValue>
consteval bool is_enumerator() {
  constexpr std::string_view kMark = "kValue = ";
  const std::string_view name = __PRETTY_FUNCTION__;
  return name[name.find(kMark) + kMark.size()] != '(';
}

/// The number of enumerators of `Enum`. The compiler counts them. REQUIRES: their values count up
/// from 0 without a gap, and there are at most 63.
template <class Enum>
consteval std::size_t enum_count() {
  constexpr std::size_t kMost = 64;
  return []<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    std::size_t count = 0;
    (void)((is_enumerator<static_cast<Enum>(kIndex)>() && ++count > 0) && ...);
    return count;
  }
  (std::make_index_sequence<kMost>{});
}

/// One value for each enumerator.
template <class Enum, class Value>
class EnumArray {
 public:
  using value_type = Value;
  static constexpr std::size_t kSize = enum_count<Enum>();

  constexpr EnumArray() = default;
  /// One value for each enumerator, in their order. Any other number of values does not compile.
  template <class... Values>
  requires(sizeof...(Values) == kSize) constexpr explicit EnumArray(Values&&... values)
      : values_{static_cast<Value>(std::forward<Values>(values))...} {}

  [[nodiscard]] constexpr Value& operator[](Enum key) noexcept { return values_[index(key)]; }
  [[nodiscard]] constexpr const Value& operator[](Enum key) const noexcept {
    return values_[index(key)];
  }

  [[nodiscard]] static constexpr std::size_t size() noexcept { return kSize; }
  [[nodiscard]] constexpr auto begin() noexcept { return values_.begin(); }
  [[nodiscard]] constexpr auto end() noexcept { return values_.end(); }
  [[nodiscard]] constexpr auto begin() const noexcept { return values_.begin(); }
  [[nodiscard]] constexpr auto end() const noexcept { return values_.end(); }
  [[nodiscard]] bool operator==(const EnumArray&) const = default;

  /// Calls `visit(enumerator, value)` for each enumerator, in their order.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < kSize; ++i) visit(static_cast<Enum>(i), values_[i]);
  }

 private:
  static constexpr std::size_t index(Enum key) noexcept { return static_cast<std::size_t>(key); }

  std::array<Value, kSize> values_{};
};

/// For a static_assert: whether `rows` has exactly one row for each enumerator, in their order.
/// `key` returns the enumerator of a row, for example `&Row::reason`.
template <class Rows, class Key>
consteval bool has_row_for_each(const Rows& rows, Key key) {
  using Enum = std::remove_cvref_t<decltype(std::invoke(key, *rows.begin()))>;
  if (rows.size() != enum_count<Enum>()) return false;
  std::size_t i = 0;
  for (const auto& row : rows) {
    if (std::invoke(key, row) != static_cast<Enum>(i++)) return false;
  }
  return true;
}

}  // namespace parley
