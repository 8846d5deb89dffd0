// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config_table.hpp"
#include "parley/daemon/config_file.hpp"

// Only the .cpp includes yaml-cpp.
namespace YAML {
class Node;
}

namespace parley::daemon {

/// Walks the YAML tree once, guided by the table, and collects all problems.
class ConfigReader {
 public:
  /// Relative file names are looked up in `folder`.
  ConfigReader(std::string file, std::filesystem::path folder)
      : file_(std::move(file)), folder_(std::move(folder)) {}

  [[nodiscard]] LoadResult read(const std::string& text);

 private:
  void read_section(const YAML::Node& map, const std::string& section);
  void read_entry(const YAML::Node& value, const std::string& path, int line);
  void read_key(const YAML::Node& value, const Key& key, int line);
  [[nodiscard]] std::vector<ObjectEntry> read_objects(const YAML::Node& list,
                                                      const std::string& path);
  [[nodiscard]] std::vector<FieldEntry> read_fields(const YAML::Node& map, const std::string& path);
  [[nodiscard]] bool is_repeated(const std::string& path, int line);
  void check_together();
  void check_tls();
  void check_kept_bytes();
  void check_order(bool ok, const char* path, const char* other, std::string_view reason);
  void complain(int line, std::string_view path, std::string_view reason);

  std::string file_;
  std::filesystem::path folder_;
  std::map<std::string, int> lines_;  // the line of each key in the file
  LoadResult result_;
};

}  // namespace parley::daemon
