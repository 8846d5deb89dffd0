// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/config_names.hpp"
#include "daemon/config_table.hpp"
#include "daemon/config_value.hpp"

namespace parley::daemon {

/// Makes the rows of the table. `member` is a generic lambda that returns a reference to the member
/// of the Config that it is given, const or not.
template <class T>
struct Range {
  T least;
  T most;

  [[nodiscard]] bool contains(T value) const { return value >= least && value <= most; }
};

/// A key with one value. `parse` makes an optional value of a Scalar, `print` a text of a value.
template <class Member, class Parse, class Print>
Key single_key(std::string_view path, Member member, Parse parse, Print print, std::string range,
               std::string_view sentence, Reload reload) {
  const auto read = [member, parse, range](Config& config, const std::vector<Scalar>& values) {
    const Scalar& scalar = values.front();
    const auto value = parse(scalar);
    if (!value) {
      return std::vector<Problem>{
          {scalar.line, "expected " + range + ", not " + excerpt(scalar.text)}};
    }
    auto& target = member(config);
    target = static_cast<std::remove_reference_t<decltype(target)>>(*value);
    return std::vector<Problem>{};
  };
  const auto show = [member, print](const Config& config) {
    return std::vector<std::string>{std::string{print(member(config))}};
  };
  return {std::string{path}, Shape::One, range, std::string{sentence}, reload, read, show};
}

/// Only values within the range pass.
template <class Value, class Parse>
auto within(Range<Value> range, Parse parse) {
  return [range, parse](const Scalar& scalar) {
    auto value = parse(scalar);
    if (value && !range.contains(*value)) value.reset();
    return value;
  };
}

template <class Member>
Key duration_key(std::string_view path, Member member, Range<Duration> range,
                 std::string_view sentence, Reload reload = Reload::Yes) {
  const auto parse = [](const Scalar& scalar) { return parse_duration(scalar.text); };
  return single_key(
      path, member, within(range, parse), print_duration,
      "a time from " + print_duration(range.least) + " to " + print_duration(range.most), sentence,
      reload);
}

template <class Member>
Key size_key(std::string_view path, Member member, Range<std::uint64_t> range,
             std::string_view sentence, Reload reload = Reload::Yes) {
  const auto parse = [](const Scalar& scalar) { return parse_size(scalar.text); };
  const auto print = [](auto value) { return print_size(static_cast<std::uint64_t>(value)); };
  return single_key(path, member, within(range, parse), print,
                    "bytes from " + print_size(range.least) + " to " + print_size(range.most),
                    sentence, reload);
}

template <class Member>
Key count_key(std::string_view path, Member member, Range<std::uint64_t> range,
              std::string_view sentence, Reload reload = Reload::Yes) {
  const auto parse = [](const Scalar& scalar) {
    return scalar.quoted ? std::nullopt : parse_count(scalar.text);
  };
  const auto print = [](auto value) { return std::to_string(value); };
  return single_key(
      path, member, within(range, parse), print,
      "a whole number from " + std::to_string(range.least) + " to " + std::to_string(range.most),
      sentence, reload);
}

template <class Member>
Key number_key(std::string_view path, Member member, Range<double> range, std::string_view sentence,
               Reload reload = Reload::Yes) {
  const auto parse = [](const Scalar& scalar) {
    return scalar.quoted ? std::nullopt : parse_number(scalar.text);
  };
  return single_key(
      path, member, within(range, parse), print_number,
      "a number from " + print_number(range.least) + " to " + print_number(range.most), sentence,
      reload);
}

template <class Member, class Enum, std::size_t N>
Key choice_key(std::string_view path, Member member, const Names<Enum, N>& names,
               std::string_view sentence, Reload reload = Reload::Yes) {
  std::string range;
  for (const auto& [name, value] : names) range.append(range.empty() ? "" : ", ").append(name);
  return single_key(
      path, member, [&names](const Scalar& scalar) { return find_named(names, scalar.text); },
      [&names](Enum value) { return name_of(names, value); }, "one of " + range, sentence, reload);
}

// The keys with rules of their own (config_list_keys.cpp).
[[nodiscard]] Key listen_key();
[[nodiscard]] Key metrics_listen_key();
[[nodiscard]] Key origins_key();
[[nodiscard]] Key trusted_proxies_key();

}  // namespace parley::daemon
