// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "check/check.hpp"

namespace parley::check {

/// What parley-check exits with; the last is that of sysexits.h.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailure = 1;  ///< something does not work, or could not be checked
inline constexpr int kExitUsage = 64;

/// A command line; or, if `exit_code` is set, what to print before leaving with it: to standard
/// output if it is kExitOk (--help, --version), to standard error otherwise.
struct CommandLine {
  Options options;
  std::optional<int> exit_code;
  std::string text;
};

[[nodiscard]] CommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace parley::check
