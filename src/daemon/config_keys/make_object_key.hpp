// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {

/// One field of the objects in a list. `read` returns problems; a problem without a line gets the
/// line of the field. `print` returns the value in YAML, or nothing if it must not be shown.
template <class Item>
struct Field {
  FieldText text;
  std::function<std::vector<Problem>(Item&, const FieldEntry&, const std::filesystem::path& folder)>
      read;
  std::function<std::string(const Item&)> print;
};

/// The form of a list of objects. `check` returns problems that several fields of one
/// object have together, as pairs of a field's name and a reason.
template <class Item>
struct ObjectType {
  std::string range;
  std::vector<Field<Item>> fields;
  std::function<std::vector<std::pair<std::string, std::string>>(const Item&, const ObjectEntry&)>
      check;
  std::string example;
};

/// A field with one value.
template <class Item, class Member, class T>
Field<Item> one_field(std::string name, std::string sentence, Member member, ValueType<T> type) {
  const auto read = [member, type](Item& item, const FieldEntry& entry, const auto&) {
    if (entry.values.size() != 1) return std::vector<Problem>{{entry.line, "expected one value"}};
    return assign(type, entry.values.front(), member(item));
  };
  const auto print = [member, type](const Item& item) {
    return yaml_quote(type.print(static_cast<T>(member(item))));
  };
  return {{std::move(name), type.range, std::move(sentence)}, read, print};
}

/// A string field. It must not be empty in the file, and an empty one is not printed.
template <class Item, class Member>
Field<Item> text_field(std::string name, std::string sentence, Member member) {
  const auto read = [member](Item& item, const FieldEntry& entry, const auto&) {
    std::vector<Problem> problems;
    if (entry.values.size() != 1) {
      problems.push_back({entry.line, "expected one value"});
    } else if (entry.values.front().text.empty()) {
      problems.push_back({entry.line, "is empty"});
    } else {
      member(item) = entry.values.front().text;
    }
    return problems;
  };
  const auto print = [member](const Item& item) {
    return member(item).empty() ? std::string{} : yaml_quote(member(item));
  };
  return {{std::move(name), "a string", std::move(sentence)}, read, print};
}

/// A string field that no output of the daemon shows.
template <class Item, class Member>
Field<Item> secret_field(std::string name, std::string sentence, Member member) {
  auto field = text_field<Item>(std::move(name), std::move(sentence), member);
  const auto read_text = field.read;
  field.read = [member, read_text](Item& item, const FieldEntry& entry, const auto& folder) {
    auto problems = read_text(item, entry, folder);
    if (problems.empty() && member(item) == kHiddenSecret) {
      problems.push_back(
          {entry.line, "is the placeholder that --print-config prints, not a secret"});
    }
    return problems;
  };
  field.print = [member](const Item& item) {
    if (member(item).empty()) return std::string{};
    return yaml_quote(kHiddenSecret) + "  # not shown";
  };
  return field;
}

/// Reads one object. The path of each problem is relative to the key's value.
template <class Item>
std::vector<Problem> read_object(const ObjectType<Item>& type, const ObjectEntry& object,
                                 const std::filesystem::path& folder, Item& item) {
  std::vector<Problem> problems;
  const auto add = [&](std::string_view field, int line, std::string reason) {
    problems.push_back(
        {line, std::move(reason), "[" + std::to_string(object.index) + "]." + std::string{field}});
  };
  for (const FieldEntry& entry : object.fields) {
    const auto found = std::ranges::find_if(
        type.fields, [&](const auto& field) { return field.text.name == entry.name; });
    if (found == type.fields.end()) {
      add(entry.name, entry.line, "unknown key");
      continue;
    }
    for (auto& problem : found->read(item, entry, folder)) {
      add(entry.name, problem.line, std::move(problem.reason));
    }
  }
  for (auto& [field, reason] : type.check(item, object)) {
    const FieldEntry* const entry = object.find(field);
    add(field, entry == nullptr ? object.line : entry->line, std::move(reason));
  }
  return problems;
}

/// Prints an object in block style, with each field on its own line after a line break.
template <class Item>
std::string print_object(const ObjectType<Item>& type, const Item& item) {
  std::string out;
  for (const auto& field : type.fields) {
    const std::string value = field.print(item);
    if (value.empty()) continue;
    out.append(out.empty() ? "\n- " : "\n  ").append(field.text.name).append(": ").append(value);
  }
  return out;
}

/// A key with a list of objects.
template <class Item, class Member>
Key object_key(KeyText text, Member member, ObjectType<Item> type, Reload reload = Reload::Yes) {
  const auto read = [member, type](Config& config, const Entry& entry) {
    std::vector<Problem> problems;
    auto& items = member(config);
    items.clear();
    for (const ObjectEntry& object : entry.objects) {
      auto own = read_object(type, object, entry.folder, items.emplace_back());
      std::ranges::move(own, std::back_inserter(problems));
    }
    return problems;
  };
  const auto print = [member, type](const Config& config) {
    std::string out;
    for (const Item& item : member(config)) out += print_object(type, item);
    return out.empty() ? std::string{"[]"} : out;
  };
  std::vector<FieldText> fields;
  for (const auto& field : type.fields) fields.push_back(field.text);
  return {text.path, text.sentence, text.at_limit, Shape::Objects, type.range,
          reload,    fields,        type.example,  read,           print};
}

}  // namespace parley::daemon
