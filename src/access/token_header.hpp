// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parley/access/token_key.hpp"

namespace parley::access {

/// The JOSE header of a token (RFC 7515 section 4). Other parameters are ignored.
struct TokenHeader {
  TokenAlgorithm algorithm;
  std::optional<std::string> key_id;

  /// Nothing if the header is malformed, names another algorithm or type, carries or points to a
  /// key, or has an extension that must be understood.
  [[nodiscard]] static std::optional<TokenHeader> parse(std::string_view json);
};

}  // namespace parley::access
