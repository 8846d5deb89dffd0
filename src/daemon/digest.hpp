// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace parley::daemon {

using Sha256 = std::array<std::uint8_t, 32>;

/// Throws std::runtime_error if SHA-256 is not available.
[[nodiscard]] Sha256 sha256(std::string_view text);

}  // namespace parley::daemon
