// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley::protocol {

inline constexpr std::size_t kMaxTokenBytes = 4096;
inline constexpr std::size_t kMaxPasswordBytes = 128;
inline constexpr std::size_t kModeratorKeyDigits = 32;

/// The credentials with which a client asks to join a room. They are never logged, and are
/// forgotten after the check.
struct Credentials {
  std::optional<std::string> token;     ///< a JWT; not verified
  std::optional<std::string> password;  ///< UTF-8
  std::optional<std::string> moderator_key;

  [[nodiscard]] bool operator==(const Credentials&) const = default;
};

/// The parts of an upgrade request that may carry credentials.
struct CredentialSources {
  std::string_view subprotocols;  ///< the joined Sec-WebSocket-Protocol header
  /// The decoded values in the query, for clients that cannot offer subprotocols.
  std::optional<std::string> token{};
  std::optional<std::string> password{};
};

/// The credentials of a request. Nothing if one of them is malformed, or offered more than once.
[[nodiscard]] std::optional<Credentials> read_credentials(const CredentialSources& sources);

/// Whether a room can have this password: 1 to kMaxPasswordBytes bytes of UTF-8.
[[nodiscard]] bool is_password(std::string_view text) noexcept;

}  // namespace parley::protocol
