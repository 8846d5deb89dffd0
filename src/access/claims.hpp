// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parley/access/grant.hpp"

namespace parley::access {

/// The claims of a token that have the right types (RFC 7519 section 4). Times are seconds since
/// 1970. Other claims are ignored.
struct Claims {
  double expires = 0;
  std::optional<double> not_before{};
  std::optional<double> issued_at{};
  std::vector<std::string> audiences{};
  std::optional<std::string> issuer{};
  std::vector<std::string> rooms{};       ///< exact ids
  std::vector<std::string> room_globs{};  ///< for matches_glob
  Grant grant{};

  /// The claims, or a fixed text that says what is wrong with them.
  [[nodiscard]] static std::variant<Claims, std::string_view> parse(std::string_view json);

  [[nodiscard]] bool fit_room(std::string_view room_id) const;
};

}  // namespace parley::access
