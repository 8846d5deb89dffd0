// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
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

/// The line of a problem that is in no single value.
inline constexpr int kLineOfKey = 0;

struct Problem {
  int line;
  std::string reason;
};

enum class Shape : std::uint8_t { One, List, IceServers };
enum class Reload : std::uint8_t { Yes, No };

/// One key of the configuration: everything that the reader, --print-config, config/parley.yaml and
/// docs/configuration.md have to know about it.
struct Key {
  std::string path;  ///< with a dot between section and name
  Shape shape;
  std::string range;     ///< what is accepted, for people
  std::string sentence;  ///< what it is, and what happens at the limit
  Reload reload;         ///< whether SIGHUP changes it
  /// Puts the values (one, if the shape is One) into the Config; whatever is wrong with them comes
  /// back and leaves the Config in an unspecified state. Not for ice_servers.
  std::function<std::vector<Problem>(Config&, const std::vector<Scalar>&)> read;
  /// The values, unquoted. Not for ice_servers.
  std::function<std::vector<std::string>(const Config&)> print;
};

/// All keys; those of a section stand together.
[[nodiscard]] const std::vector<Key>& config_table();

/// The value in YAML; for a list in flow style.
[[nodiscard]] std::string print_value(const Key& key, const Config& config);

/// `text` for an error message: shortened, and without control characters.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace parley::daemon
