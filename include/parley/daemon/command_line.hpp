// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "parley/daemon/config.hpp"
#include "parley/daemon/config_file.hpp"

namespace parley::daemon {

enum class Action : std::uint8_t { Run, CheckConfig, PrintConfig, HashPassword };

/// The options of the command line.
struct CommandLine {
  Action action = Action::Run;
  std::optional<std::filesystem::path> config;  ///< nothing: kDefaultConfigFile, if it exists
  std::vector<net::ListenAddress> listen;       ///< unless empty, replaces `listen` of the file
  /// If set, replaces metrics.listen of the file; an empty list turns metrics off.
  std::optional<std::vector<net::ListenAddress>> metrics_listen;
  std::optional<std::filesystem::path> web_root;
  std::optional<LogLevel> log_level;
};

/// A command line or, if `exit_code` is set, the text to print before exiting with it: to standard
/// output for kExitOk (--help, --version), otherwise to standard error.
struct CommandLineResult {
  CommandLine command_line;
  std::optional<int> exit_code;
  std::string text;
};

[[nodiscard]] CommandLineResult parse_command_line(int argc, const char* const* argv);

/// The effective configuration: that of the file, overridden by the options of the command line.
/// Used at startup and for every reload.
[[nodiscard]] LoadResult load_config(const CommandLine& command_line);

}  // namespace parley::daemon
