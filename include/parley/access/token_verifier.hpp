// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parley/access/grant.hpp"
#include "parley/access/token_key.hpp"

namespace parley::access {

struct TokenSettings {
  std::string audience;  ///< if not empty, `aud` must be or contain it
  std::string issuer;    ///< if not empty, `iss` must equal it
  std::chrono::seconds leeway{30};
  std::vector<TokenKey> keys;
};

/// The maximum number of keys that are tried for one token.
inline constexpr std::size_t kMaxTriedKeys = 8;

/// Checks the tokens with which an application admits users to rooms: JSON Web Tokens (RFC 7519) in
/// the compact form of a JWS (RFC 7515). It follows the advice of RFC 8725. It is immutable, so
/// several threads may use it. It fetches nothing, and the key determines the algorithm.
class TokenVerifier {
 public:
  explicit TokenVerifier(TokenSettings settings) : settings_(std::move(settings)) {}

  /// Returns the rights that the token grants in this room at this time. `token` may be any bytes,
  /// from an untrusted client. A signature costs up to a millisecond. Throws std::runtime_error
  /// only if OpenSSL lacks an algorithm that every token needs.
  [[nodiscard]] std::variant<Grant, TokenRefusal> verify(
      std::string_view token, std::string_view room_id,
      std::chrono::system_clock::time_point now) const;

 private:
  TokenSettings settings_;
};

}  // namespace parley::access
