// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config_table.hpp"
#include "daemon/ice_server_config.hpp"
#include "parley/daemon/config_file.hpp"

// yaml-cpp stays behind the .cpp.
namespace YAML {
class Node;
}

namespace parley::daemon {

/// Walks the YAML tree along the table, once, and collects every problem on the way.
class ConfigReader {
 public:
  ConfigReader(std::string file, std::filesystem::path secret_folder)
      : file_(std::move(file)), secret_folder_(std::move(secret_folder)) {}

  [[nodiscard]] LoadResult read(const std::string& text);

 private:
  void read_section(const YAML::Node& map, const std::string& section);
  void read_entry(const YAML::Node& value, const std::string& path, int line);
  void read_key(const YAML::Node& value, const Key& key, int line);
  void read_ice_servers(const YAML::Node& list);
  void read_ice_server(const YAML::Node& map, const std::string& path);
  [[nodiscard]] bool is_repeated(const std::string& path, int line);
  void check_together();
  void check_tls();
  void check_kept_bytes();
  void check_order(bool ok, const char* path, const char* other, std::string_view reason);
  void complain(int line, std::string_view path, std::string_view reason);

  std::string file_;
  std::filesystem::path secret_folder_;
  std::map<std::string, int> lines_;  // of every key that is there
  LoadResult result_;
};

}  // namespace parley::daemon
