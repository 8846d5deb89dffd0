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

/// One value from the file.
struct Scalar {
  std::string text;
  bool quoted = false;  ///< a quoted 100 is a string, not a number
  int line = 0;
};

/// One field of an object in a list: one value, or several.
struct FieldEntry {
  std::string name;
  std::vector<Scalar> values;
  int line = 0;
};

struct ObjectEntry {
  std::size_t index = 0;  ///< position in its list
  int line = 0;
  std::vector<FieldEntry> fields;  ///< each at most once

  /// Null if there is no such field.
  [[nodiscard]] const FieldEntry* find(std::string_view name) const;
};

/// The value of a key in the file.
struct Entry {
  std::vector<Scalar> scalars;       ///< one, if the shape is One
  std::vector<ObjectEntry> objects;  ///< if the shape is Objects
  std::filesystem::path folder;      ///< relative file names are looked up here
};

/// The line of a problem that belongs to no single value.
inline constexpr int kLineOfKey = 0;

struct Problem {
  int line;
  std::string reason;
  std::string inside = {};  ///< the part of the key's value: "[0].urls"
};

enum class Shape : std::uint8_t { One, List, Objects };
enum class Reload : std::uint8_t { Yes, No };

/// The text about one field of an object in the documents.
struct FieldText {
  std::string name;
  std::string range;
  std::string sentence;
};

/// One key of the configuration, with everything that the reader, --print-config and the documents
/// need to know about it. `./dev docs` writes config/parley.yaml and the lists in
/// docs/configuration.md and docs/man/parleyd.8 from it.
struct Key {
  std::string path;      ///< section and name, with a dot between
  std::string sentence;  ///< its meaning
  std::string at_limit;  ///< what the server does when the limit is reached; may be empty
  Shape shape;
  std::string range;              ///< the accepted values
  Reload reload;                  ///< whether SIGHUP changes it
  std::vector<FieldText> fields;  ///< if the shape is Objects
  std::string example;            ///< a list in YAML, beginning with the key
  /// Stores the entry in the Config. Returns problems; the Config is then in an unspecified state.
  std::function<std::vector<Problem>(Config&, const Entry&)> read;
  /// The value in YAML: a list in flow style; objects begin with a line break and have one field
  /// per line. kHiddenSecret replaces secrets.
  std::function<std::string(const Config&)> print;
};

/// Keys that the documents show together.
struct Group {
  std::string title;
  std::string introduction;
  std::vector<Key> keys;
};

/// All keys, grouped by section.
[[nodiscard]] const std::vector<Group>& config_groups();
[[nodiscard]] const std::vector<Key>& config_table();

/// "limits" for "limits.connections"; empty for a top-level key.
[[nodiscard]] std::string section_of(const Key& key);

/// The placeholder that --print-config prints instead of a secret. The reader refuses it as a
/// secret, so a printed configuration cannot be used by mistake.
inline constexpr std::string_view kHiddenSecret = "<hidden>";

/// `text` for an error message: shortened, and without control characters.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace parley::daemon
