// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace parley::daemon {

/// Removes an environment variable that is meant only for this process, and returns its value.
[[nodiscard]] std::optional<std::string> take_variable(const char* name);

/// Does the same for a decimal number; nothing if the value is not one.
[[nodiscard]] std::optional<std::uint64_t> take_number(const char* name);

}  // namespace parley::daemon
