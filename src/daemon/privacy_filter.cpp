// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/privacy_filter.hpp"

#include <cerrno>
#include <span>
#include <system_error>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <unistd.h>

#include "daemon/digest.hpp"
#include "parley/base/hex.hpp"

namespace parley::daemon {

PrivacyFilter::PrivacyFilter() {
  if (getentropy(key_.data(), key_.size()) != 0) {
    throw std::system_error(errno, std::system_category(), "reading random bytes for the log");
  }
}

std::optional<std::string> PrivacyFilter::show(std::string_view text, Privacy privacy) const {
  if (privacy == Privacy::Full) return std::string{text};
  if (privacy == Privacy::None) return std::nullopt;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), bytes, text.size(),
           digest.data(), nullptr) == nullptr) {
    return std::nullopt;
  }
  return hex_of(std::span{digest}.first(kHashDigits / 2));
}

}  // namespace parley::daemon
