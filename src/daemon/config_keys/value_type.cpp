// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/value_type.hpp"

#include <utility>

namespace parley::daemon {
namespace {

/// `parse` makes an optional value from a Scalar, `print` a string from a value.
template <class T, class Parse, class Print>
ValueType<T> ranged(const std::string& what, T least, T most, Parse parse, Print print) {
  return {what + " from " + print(least) + " to " + print(most),
          [=](const Scalar& scalar) {
            std::optional<T> value = parse(scalar);
            if (value && (*value < least || *value > most)) value.reset();
            return value;
          },
          print};
}

}  // namespace

ValueType<Duration> duration_type(Duration least, Duration most) {
  const auto parse = [](const Scalar& scalar) { return parse_duration(scalar.text); };
  return ranged("a time", least, most, parse, print_duration);
}

ValueType<std::uint64_t> size_type(std::uint64_t least, std::uint64_t most) {
  const auto parse = [](const Scalar& scalar) { return parse_size(scalar.text); };
  return ranged("a size in bytes", least, most, parse, print_size);
}

ValueType<std::uint64_t> count_type(std::uint64_t least, std::uint64_t most) {
  const auto parse = [](const Scalar& scalar) {
    return scalar.quoted ? std::nullopt : parse_count(scalar.text);
  };
  const auto print = [](std::uint64_t value) { return std::to_string(value); };
  return ranged("a whole number", least, most, parse, print);
}

ValueType<double> number_type(double least, double most) {
  const auto parse = [](const Scalar& scalar) {
    return scalar.quoted ? std::nullopt : parse_number(scalar.text);
  };
  return ranged("a number", least, most, parse, print_number);
}

ValueType<std::string> text_type(std::string range) {
  return {std::move(range), [](const Scalar& scalar) { return std::optional{scalar.text}; },
          [](const std::string& text) { return text; }};
}

ValueType<std::filesystem::path> path_type(std::string range, bool may_be_empty) {
  const auto parse = [may_be_empty](const Scalar& scalar) {
    std::optional<std::filesystem::path> path;
    if (may_be_empty || !scalar.text.empty()) path = scalar.text;
    return path;
  };
  return {std::move(range), parse, [](const std::filesystem::path& path) { return path.string(); }};
}

}  // namespace parley::daemon
