// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parley::access {

/// The cost of scrypt (RFC 7914 section 2): it uses 128·N·r bytes.
struct ScryptCost {
  std::uint32_t n = 1U << 14;
  std::uint32_t r = 8;
  std::uint32_t p = 5;

  [[nodiscard]] bool operator==(const ScryptCost&) const = default;
};

/// A salted hash of a password, written in a configuration as "scrypt$N$r$p$salt$hash" with decimal
/// numbers and unpadded base64url. It is immutable, so several threads may use it.
class PasswordHash {
 public:
  static constexpr std::size_t kSaltBytes = 16;
  using Salt = std::array<std::uint8_t, kSaltBytes>;

  /// Makes a hash. REQUIRES: the salt is random and used only once. Takes about 0.2 s and 16 MiB.
  /// Throws std::runtime_error if OpenSSL has no memory for it, or lacks scrypt.
  [[nodiscard]] static PasswordHash make(std::string_view password, const Salt& salt,
                                         const ScryptCost& cost = {});

  /// Parses that text. Nothing if it has another form, or if a check would need more than 128 MiB
  /// or four seconds, because anybody can cause this cost with a password. N is a power of two up
  /// to 2^17.
  [[nodiscard]] static std::optional<PasswordHash> parse(std::string_view text);

  /// Compares in constant time. Throws as `make` does.
  [[nodiscard]] bool matches(std::string_view password) const;

  [[nodiscard]] std::string text() const;

  [[nodiscard]] bool operator==(const PasswordHash&) const = default;

 private:
  PasswordHash() = default;

  ScryptCost cost_;
  std::string salt_;
  std::string hash_;
};

}  // namespace parley::access
