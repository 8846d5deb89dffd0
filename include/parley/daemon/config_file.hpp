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

/// A configuration, or all errors in it, each as "file:line: key: reason". Use `config` only if
/// there are no errors. No error contains a secret.
struct LoadResult {
  Config config;
  std::vector<std::string> errors;

  [[nodiscard]] bool ok() const noexcept { return errors.empty(); }
};

/// Reads the file and the secret files that it names. An unreadable file is an error.
[[nodiscard]] LoadResult load_config(const std::filesystem::path& file);

/// The same for a given text. Errors name it `file`; a relative secret_file is looked up in
/// $CREDENTIALS_DIRECTORY or, without that, in the folder of `file`.
[[nodiscard]] LoadResult parse_config(const std::string& text, const std::filesystem::path& file);

/// The configuration as YAML, with placeholders instead of secrets and credentials. If there
/// are none, parse_config returns the same configuration; it refuses placeholders.
[[nodiscard]] std::string print_config(const Config& config);

/// The keys that differ between the two and that only a restart can change.
[[nodiscard]] std::vector<std::string> changes_needing_restart(const Config& running,
                                                               const Config& wanted);

}  // namespace parley::daemon
