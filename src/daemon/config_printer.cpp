// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_table.hpp"
#include "parley/daemon/config_file.hpp"

namespace parley::daemon {
namespace {

/// "name: value", indented by `depth` spaces; further lines of a value are indented by two more.
std::string print_line(const std::string& name, const std::string& value, std::size_t depth) {
  std::string out = std::string(depth, ' ') + name + ":" + (value.starts_with('\n') ? "" : " ");
  for (const char c : value) {
    out += c;
    if (c == '\n') out.append(depth + 2, ' ');
  }
  return out + "\n";
}

}  // namespace

std::string print_config(const Config& config) {
  std::string out;
  std::string section;
  for (const Key& key : config_table()) {
    const std::string own = section_of(key);
    if (own != section && !own.empty()) out += own + ":\n";
    section = own;
    out += own.empty() ? print_line(key.path, key.print(config), 0)
                       : print_line(key.path.substr(own.size() + 1), key.print(config), 2);
  }
  return out;
}

std::vector<std::string> changes_needing_restart(const Config& running, const Config& wanted) {
  std::vector<std::string> paths;
  for (const Key& key : config_table()) {
    if (key.reload == Reload::Yes || key.print(running) == key.print(wanted)) continue;
    paths.push_back(key.path);
  }
  return paths;
}

}  // namespace parley::daemon
