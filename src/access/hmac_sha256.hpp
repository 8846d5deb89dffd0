// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parley::access {

using HmacSha256 = std::array<std::uint8_t, 32>;

/// HMAC with SHA-256 (RFC 2104). Throws std::runtime_error if it is not available.
[[nodiscard]] HmacSha256 hmac_sha256(std::string_view key, std::string_view text);

/// Compares in constant time.
[[nodiscard]] bool is_same_secret(std::string_view a, std::string_view b) noexcept;

}  // namespace parley::access
