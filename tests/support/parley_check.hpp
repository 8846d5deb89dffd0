// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace parley::test {

struct CheckRun {
  int exit_code = -1;
  std::string output;  ///< both streams

  /// The line that says so, with what is indented below it; empty if there is none.
  [[nodiscard]] std::string finding(const std::string& verdict, const std::string& subject) const;
};

/// Runs the real parley-check to its end. Each of its steps has its own deadline.
[[nodiscard]] CheckRun run_parley_check(const std::vector<std::string>& arguments);

}  // namespace parley::test
