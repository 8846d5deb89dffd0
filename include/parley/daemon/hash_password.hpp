// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>

namespace parley::daemon {

/// What `parleyd --hash-password` prints, and its exit code.
struct HashPasswordResult {
  int exit_code;
  std::string text;  ///< to standard output for kExitOk, otherwise to standard error
};

/// Reads a password from `input`, of which one newline at the end is not part, and makes the hash
/// for a configuration. Throws as access::PasswordHash::make does, and std::system_error if the
/// random source fails.
[[nodiscard]] HashPasswordResult hash_password(std::istream& input);

}  // namespace parley::daemon
