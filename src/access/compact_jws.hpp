// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parley::access {

/// The parts of a JWS in compact serialization (RFC 7515 section 7.1), decoded.
struct CompactJws {
  std::string header;
  std::string payload;
  std::string signature;
  std::string_view signed_text;  ///< the part of the token that is signed: header, '.', payload

  /// Parses a token. Nothing if it is not exactly three parts in strict base64url.
  [[nodiscard]] static std::optional<CompactJws> parse(std::string_view token);
};

}  // namespace parley::access
