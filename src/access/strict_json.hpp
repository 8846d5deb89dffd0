// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace parley::access {

inline constexpr std::size_t kMaxJsonDepth = 8;

/// Parses `text` as one JSON object. Nothing if it is anything else, if an object has two members
/// with the same name (RFC 7515 section 4), or if it is deeper than kMaxJsonDepth.
[[nodiscard]] std::optional<nlohmann::json> parse_strict_object(std::string_view text);

}  // namespace parley::access
