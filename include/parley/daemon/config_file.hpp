// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "parley/daemon/config.hpp"

namespace parley::daemon {

inline constexpr std::string_view kDefaultConfigFile = "/etc/parley/parley.yaml";

/// A configuration, or every reason why there is none, each as "file:line: key: reason". `config`
/// is to be used only if there are no errors. No error repeats a secret.
struct LoadResult {
  Config config;
  std::vector<std::string> errors;

  [[nodiscard]] bool ok() const noexcept { return errors.empty(); }
};

/// Reads the file and the secret files that it names. A file that cannot be read is an error.
[[nodiscard]] LoadResult load_config(const std::filesystem::path& file);

/// The same for a text that is already there. `file` stands in the errors; a relative secret_file
/// is looked up in $CREDENTIALS_DIRECTORY, or without that in the folder of `file`.
[[nodiscard]] LoadResult parse_config(const std::string& text, const std::filesystem::path& file);

/// The configuration as YAML that loads back to the same, except that secrets and credentials are
/// replaced by a placeholder, which does not load.
[[nodiscard]] std::string print_config(const Config& config);

/// The keys in which the two differ although only a restart can change them.
[[nodiscard]] std::vector<std::string> changes_needing_restart(const Config& running,
                                                               const Config& wanted);

}  // namespace parley::daemon
