// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

namespace parley::chat {

/// The digest of a resume token. The daemon keeps no tokens, so nobody who reads its memory or
/// state file can resume somebody else's session.
struct TokenHash {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] bool operator==(const TokenHash&) const = default;
};

/// A hash for tables: a part of the digest, which is evenly distributed.
struct TokenHashHash {
  std::size_t operator()(const TokenHash& hash) const noexcept {
    std::size_t head = 0;
    std::memcpy(&head, hash.bytes.data(), sizeof head);
    return head;
  }
};

/// Makes resume tokens and their digests: in the daemon with the kernel's generator and a
/// cryptographic hash.
struct TokenSource {
  /// A new token: 128 random bits as 32 lower-case hexadecimal digits. Throws std::system_error if
  /// the random source fails.
  std::function<std::string()> make;
  std::function<TokenHash(std::string_view)> hash;
};

}  // namespace parley::chat
