// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config_table.hpp"
#include "parley/ice/ice_server.hpp"

namespace parley::daemon {

/// What --print-config shows instead of a secret. It is refused as one, so that a printed
/// configuration cannot go into service with it.
inline constexpr std::string_view kHiddenSecret = "<hidden>";

/// One entry of ice_servers as the file has it.
struct IceServerEntry {
  struct Field {
    std::string name;
    std::vector<Scalar> values;
    int line;
  };

  std::string path;  ///< "ice_servers[0]"
  int line;
  std::vector<Field> fields;  ///< none twice
};

struct KeyProblem {
  std::string path;
  Problem problem;
};

/// Checks an entry and reads its secret_file, a relative one in `secret_folder`. What is wrong is
/// appended to `problems`; no text of a secret is.
[[nodiscard]] ice::IceServer read_ice_server(const IceServerEntry& entry,
                                             const std::filesystem::path& secret_folder,
                                             std::vector<KeyProblem>& problems);

[[nodiscard]] std::string print_ttl(std::chrono::seconds ttl);

}  // namespace parley::daemon
