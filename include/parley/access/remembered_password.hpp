// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace parley::access {

/// Random bytes that never leave the process.
using ProcessKey = std::array<std::uint8_t, 32>;

/// The correct password of a room after its first check, as HMAC-SHA256 under a key of the process.
/// A comparison takes a microsecond instead of the time and memory of scrypt, so many joins at once
/// cost one scrypt. It does not contain the password.
class RememberedPassword {
 public:
  /// Throws std::runtime_error if HMAC-SHA256 is not available, as `matches` does.
  RememberedPassword(const ProcessKey& key, std::string_view password);

  /// Whether `password` is the remembered one; compares in constant time.
  /// REQUIRES: `key` is the key that the constructor was given.
  [[nodiscard]] bool matches(const ProcessKey& key, std::string_view password) const;

 private:
  std::array<std::uint8_t, 32> digest_;
};

}  // namespace parley::access
