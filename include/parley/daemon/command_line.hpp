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

enum class Action : std::uint8_t { Run, CheckConfig, PrintConfig };

/// What the command line asks for.
struct CommandLine {
  Action action = Action::Run;
  std::optional<std::filesystem::path> config;  ///< nothing: kDefaultConfigFile, if it exists
  std::vector<net::ListenAddress> listen;       ///< if any, these replace the file's
  /// If there, this replaces the file's; an empty one turns metrics off.
  std::optional<std::vector<net::ListenAddress>> metrics_listen;
  std::optional<std::filesystem::path> web_root;
  std::optional<LogLevel> log_level;
};

/// A command line; or, if `exit_code` is set, what to print before leaving with it: to standard
/// output if it is kExitOk (--help, --version), to standard error otherwise.
struct CommandLineResult {
  CommandLine command_line;
  std::optional<int> exit_code;
  std::string text;
};

[[nodiscard]] CommandLineResult parse_command_line(int argc, const char* const* argv);

/// The configuration that holds: the file's with the command line's options on top. For the start
/// and for every reload.
[[nodiscard]] LoadResult load_config(const CommandLine& command_line);

}  // namespace parley::daemon
