// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/digest.hpp"

#include <stdexcept>

#include <openssl/evp.h>

namespace parley::daemon {

Sha256 sha256(std::string_view text) {
  // Fetch only once, because fetching costs more than the digest of a short text.
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Sha256 digest{};
  unsigned size = 0;
  if (algorithm == nullptr ||
      EVP_Digest(text.data(), text.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw std::runtime_error("cannot compute a SHA-256");
  }
  return digest;
}

}  // namespace parley::daemon
