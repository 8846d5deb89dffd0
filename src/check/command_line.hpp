// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "check/check.hpp"

namespace parley::check {

/// The exit codes of parley-check. The last is from sysexits.h.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailure = 1;  ///< something does not work, or could not be checked
inline constexpr int kExitUsage = 64;

/// A command line or, if `exit_code` is set, the text to print before exiting with it: to standard
/// output for kExitOk (--help, --version), otherwise to standard error.
struct CommandLine {
  Options options;
  std::optional<int> exit_code;
  std::string text;
};

[[nodiscard]] CommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace parley::check
