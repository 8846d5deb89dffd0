// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/digest.hpp"

#include <stdexcept>

#include <openssl/evp.h>

namespace parley::daemon {

Sha256 sha256(std::string_view text) {
  // Looked up once: that costs more than a short text's digest.
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Sha256 digest{};
  unsigned size = 0;
  if (algorithm == nullptr ||
      EVP_Digest(text.data(), text.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw std::runtime_error("cannot compute a SHA-256");
  }
  return digest;
}

std::string hex_of(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string digits;
  digits.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    digits += kHex[byte >> 4];
    digits += kHex[byte & 0xf];
  }
  return digits;
}

bool parse_hex(std::string_view digits, std::span<std::uint8_t> bytes) noexcept {
  constexpr std::string_view kHex = "0123456789abcdef";
  if (digits.size() != 2 * bytes.size()) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t high = kHex.find(digits[2 * i]);
    const std::size_t low = kHex.find(digits[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return false;
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

}  // namespace parley::daemon
