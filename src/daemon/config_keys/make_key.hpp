// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "daemon/config_keys/value_type.hpp"
#include "daemon/yaml_quote.hpp"

namespace parley::daemon {

// What makes the rows of the table. `member` is a generic lambda that returns a reference to a
// member of the Config (or of the object) that it is given, const or not.

/// What the documents say about a key.
struct KeyText {
  std::string path;
  std::string sentence;
  std::string at_limit = {};
};

/// Assigns a value, or says why it cannot.
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

/// How a list of texts is read and shown. `item` says what each of them is, for people; `parse`
/// makes an optional Item of a text. `store` gets all items once each is right, with their
/// Scalars, and returns what is wrong with them together.
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
