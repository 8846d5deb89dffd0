// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

namespace parley {

/// Whether `kValue` is one of its enumeration's named values. The compiler knows, and tells in the
/// name of this function: it writes an unnamed value as a cast, `(Enum)7`.
template <auto kValue>
consteval bool is_enumerator() {
  constexpr std::string_view kMark = "kValue = ";
  const std::string_view name = __PRETTY_FUNCTION__;
  return name[name.find(kMark) + kMark.size()] != '(';
}

/// How many enumerators `Enum` has. Nobody has to keep the number up to date.
/// REQUIRES: they count up from 0 without a gap, and there are at most 63.
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
  /// As many values as there are enumerators, in their order: any other number does not compile.
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

  /// Calls `visit(enumerator, value)` for each, in their order.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < kSize; ++i) visit(static_cast<Enum>(i), values_[i]);
  }

 private:
  static constexpr std::size_t index(Enum key) noexcept { return static_cast<std::size_t>(key); }

  std::array<Value, kSize> values_{};
};

/// For a static_assert: whether `rows` has one row for each enumerator, in their order. `key` tells
/// the enumerator of a row, for example `&Row::reason`.
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
