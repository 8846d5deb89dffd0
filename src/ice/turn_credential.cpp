// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "parley/ice/ice_server.hpp"

namespace parley::ice {

std::optional<std::chrono::seconds> shortest_credential_life(
    const std::vector<IceServer>& servers) {
  std::optional<std::chrono::seconds> shortest;
  for (const IceServer& server : servers) {
    if (!server.secret.empty()) shortest = std::min(shortest.value_or(server.ttl), server.ttl);
  }
  return shortest;
}

std::optional<TurnCredential> make_turn_credential(std::string_view secret,
                                                   std::string_view client_id,
                                                   std::chrono::seconds ttl,
                                                   std::chrono::system_clock::time_point now) {
  constexpr std::size_t kSha1Bytes = 20;
  constexpr std::size_t kBase64Bytes = (kSha1Bytes + 2) / 3 * 4;
  const auto expiry = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()) + ttl;
  TurnCredential result{std::to_string(expiry.count()), {}};
  result.username.append(":").append(client_id);

  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const auto* text = reinterpret_cast<const unsigned char*>(result.username.data());
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), text, result.username.size(),
           digest.data(), &size) == nullptr ||
      size != kSha1Bytes) {
    return std::nullopt;
  }
  std::array<unsigned char, kBase64Bytes + 1> base64{};  // EVP_EncodeBlock adds a null byte
  const int length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(size));
  result.credential.assign(base64.begin(), base64.begin() + length);
  return result;
}

}  // namespace parley::ice
