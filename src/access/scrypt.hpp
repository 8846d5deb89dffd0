// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "parley/access/password_hash.hpp"

namespace parley::access {

/// Whether N is a power of two from 2 to 2^17, and a check stays within the bounds of memory and
/// time.
[[nodiscard]] bool is_bearable(const ScryptCost& cost) noexcept;

/// scrypt (RFC 7914) with this many bytes as the result. Throws std::runtime_error if OpenSSL
/// fails, or if the cost is not bearable.
[[nodiscard]] std::string scrypt(std::string_view password, std::string_view salt,
                                 const ScryptCost& cost, std::size_t bytes);

}  // namespace parley::access
