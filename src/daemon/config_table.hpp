// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/daemon/config.hpp"

namespace parley::daemon {

/// One value as the file has it.
struct Scalar {
  std::string text;
  bool quoted = false;  ///< a quoted 100 is a text and no number
  int line = 0;
};

/// One field of an object in a list: a value, or several.
struct FieldEntry {
  std::string name;
  std::vector<Scalar> values;
  int line = 0;
};

struct ObjectEntry {
  std::size_t index = 0;  ///< in its list
  int line = 0;
  std::vector<FieldEntry> fields;  ///< none twice

  /// Null if the field is not there.
  [[nodiscard]] const FieldEntry* find(std::string_view name) const;
};

/// The value of a key as the file has it.
struct Entry {
  std::vector<Scalar> scalars;       ///< one, if the shape is One
  std::vector<ObjectEntry> objects;  ///< if the shape is Objects
  std::filesystem::path folder;      ///< where relative file names are looked up
};

/// The line of a problem that is in no single value.
inline constexpr int kLineOfKey = 0;

struct Problem {
  int line;
  std::string reason;
  std::string inside = {};  ///< which part of the key's value: "[0].urls"
};

enum class Shape : std::uint8_t { One, List, Objects };
enum class Reload : std::uint8_t { Yes, No };

/// What the documents say about one field of an object.
struct FieldText {
  std::string name;
  std::string range;
  std::string sentence;
};

/// One key of the configuration: everything that the reader, --print-config and the documents have
/// to know about it. config/parley.yaml and the lists in docs/configuration.md and
/// docs/man/parleyd.8 are written from it by `./dev docs`.
struct Key {
  std::string path;      ///< with a dot between section and name
  std::string sentence;  ///< what it is
  std::string at_limit;  ///< what the server does when the value is reached; may be empty
  Shape shape;
  std::string range;              ///< what is accepted
  Reload reload;                  ///< whether SIGHUP changes it
  std::vector<FieldText> fields;  ///< if the shape is Objects
  std::string example;            ///< the same, in YAML, with the key in front
  /// Puts the entry into the Config; whatever is wrong with it comes back and leaves the Config in
  /// an unspecified state.
  std::function<std::vector<Problem>(Config&, const Entry&)> read;
  /// The value in YAML: a list in flow style; objects begin with a line break, one field a line.
  /// Secrets are replaced by kHiddenSecret.
  std::function<std::string(const Config&)> print;
};

/// Keys that stand together in the documents.
struct Group {
  std::string title;
  std::string introduction;
  std::vector<Key> keys;
};

/// All keys; those of a section stand together.
[[nodiscard]] const std::vector<Group>& config_groups();
[[nodiscard]] const std::vector<Key>& config_table();

/// "limits" of "limits.connections"; nothing for a key of the top level.
[[nodiscard]] std::string section_of(const Key& key);

/// What --print-config shows instead of a secret. It is refused as one, so that a printed
/// configuration cannot go into service with it.
inline constexpr std::string_view kHiddenSecret = "<hidden>";

/// `text` for an error message: shortened, and without control characters.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace parley::daemon
