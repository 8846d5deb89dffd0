// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "daemon/config_keys/value_type.hpp"
#include "daemon/yaml_quote.hpp"

namespace parley::daemon {

// Functions that make the rows of the table. `member` is a generic lambda that returns a reference
// to a member of the given Config (or object), const or not.

/// The text about a key in the documents.
struct KeyText {
  std::string path;
  std::string sentence;
  std::string at_limit = {};
};

/// Assigns a value, or returns the reason why it cannot.
template <class T, class Target>
std::vector<Problem> assign(const ValueType<T>& type, const Scalar& scalar, Target& target) {
  const auto value = type.parse(scalar);
  if (!value) {
    return {{scalar.line, "expected " + type.range + ", not " + excerpt(scalar.text)}};
  }
  target = static_cast<Target>(*value);
  return {};
}

/// A key with one value.
template <class Member, class T>
Key one_key(KeyText text, Member member, ValueType<T> type, Reload reload = Reload::Yes) {
  const auto read = [member, type](Config& config, const Entry& entry) {
    return assign(type, entry.scalars.front(), member(config));
  };
  const auto print = [member, type](const Config& config) {
    return yaml_quote(type.print(static_cast<T>(member(config))));
  };
  return {text.path, text.sentence, text.at_limit, Shape::One, type.range, reload, {},
          {},        read,          print};
}

/// The form of a list of strings. `item` describes an element for people. `parse` makes
/// an optional Item from a string. If all items are valid, `store` receives them with their
/// Scalars, and returns problems that only several items together have.
template <class Item>
struct ListType {
  std::string range;
  std::string item;
  std::function<std::optional<Item>(const std::string&)> parse;
  std::function<std::vector<Problem>(Config&, std::vector<Item>, const std::vector<Scalar>&)> store;
  std::function<std::vector<std::string>(const Config&)> print;
};

template <class Item>
Key list_key(KeyText text, ListType<Item> type, Reload reload = Reload::Yes) {
  const auto read = [type](Config& config, const Entry& entry) {
    std::vector<Problem> problems;
    std::vector<Item> items;
    for (const Scalar& scalar : entry.scalars) {
      if (auto item = type.parse(scalar.text)) {
        items.push_back(std::move(*item));
      } else {
        problems.push_back({scalar.line, excerpt(scalar.text) + " is not " + type.item});
      }
    }
    return problems.empty() ? type.store(config, std::move(items), entry.scalars) : problems;
  };
  const auto print = [type](const Config& config) { return yaml_list(type.print(config)); };
  return {text.path, text.sentence, text.at_limit, Shape::List, type.range, reload, {},
          {},        read,          print};
}

}  // namespace parley::daemon
