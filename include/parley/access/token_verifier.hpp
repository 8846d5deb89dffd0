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
  std::string issuer;    ///< if not empty, `iss` must be it
  std::chrono::seconds leeway{30};
  std::vector<TokenKey> keys;
};

/// The keys that are tried for one token.
inline constexpr std::size_t kMaxTriedKeys = 8;

/// Checks the tokens with which an application lets people into rooms: JSON Web Tokens (RFC 7519)
/// in the compact form of a JWS (RFC 7515), after the advice of RFC 8725. A value that never
/// changes: several threads may use it. It fetches nothing, and the algorithm is that of the key.
class TokenVerifier {
 public:
  explicit TokenVerifier(TokenSettings settings) : settings_(std::move(settings)) {}

  /// What the token gives in this room at this time. Anybody may have written `token`, and it may
  /// be any bytes. A signature costs up to a millisecond. Throws std::runtime_error only if OpenSSL
  /// lacks what every token needs.
  [[nodiscard]] std::variant<Grant, TokenRefusal> verify(
      std::string_view token, std::string_view room_id,
      std::chrono::system_clock::time_point now) const;

 private:
  TokenSettings settings_;
};

}  // namespace parley::access
