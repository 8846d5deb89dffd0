// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/remembered_password.hpp"

#include "access/hmac_sha256.hpp"

namespace parley::access {
namespace {

std::string_view as_text(const std::array<std::uint8_t, 32>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

RememberedPassword::RememberedPassword(const ProcessKey& key, std::string_view password)
    : digest_(hmac_sha256(as_text(key), password)) {}

bool RememberedPassword::matches(const ProcessKey& key, std::string_view password) const {
  return is_same_secret(as_text(hmac_sha256(as_text(key), password)), as_text(digest_));
}

}  // namespace parley::access
