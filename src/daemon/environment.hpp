// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace parley::daemon {

/// The value of an environment variable, which is removed, because it is meant only for this
/// process.
[[nodiscard]] std::optional<std::string> take_variable(const char* name);

/// The same as a decimal number; nothing if it is not one.
[[nodiscard]] std::optional<std::uint64_t> take_number(const char* name);

}  // namespace parley::daemon
