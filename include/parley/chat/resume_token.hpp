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

/// What is kept of a resume token: its digest, so that who reads our memory or state file cannot
/// come back as somebody else.
struct TokenHash {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] bool operator==(const TokenHash&) const = default;
};

/// A table's hash of what is evenly distributed already.
struct TokenHashHash {
  std::size_t operator()(const TokenHash& hash) const noexcept {
    std::size_t head = 0;
    std::memcpy(&head, hash.bytes.data(), sizeof head);
    return head;
  }
};

/// Where resume tokens come from, and what is kept of them: the kernel's generator and a
/// cryptographic digest in the daemon.
struct TokenSource {
  /// 128 random bits as 32 lower-case hexadecimal digits. Throws std::system_error if there is no
  /// randomness to be had.
  std::function<std::string()> make;
  std::function<TokenHash(std::string_view)> hash;
};

}  // namespace parley::chat
