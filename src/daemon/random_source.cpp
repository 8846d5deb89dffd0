// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/random_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include <sys/random.h>

#include "daemon/digest.hpp"

namespace parley::daemon {

void fill_with_random_bytes(std::span<std::uint8_t> bytes) {
  ssize_t count = 0;
  do {
    count = ::getrandom(bytes.data(), bytes.size(), 0);
  } while (count < 0 && errno == EINTR);
  // The kernel returns up to 256 bytes completely or not at all.
  if (count != static_cast<ssize_t>(bytes.size())) {
    throw std::system_error(errno, std::system_category(), "cannot get random bytes");
  }
}

chat::ClientId random_client_id() {
  std::array<std::uint8_t, chat::ClientId::kBytes> bytes{};
  fill_with_random_bytes(bytes);
  return chat::ClientId{bytes};
}

access::ProcessKey random_process_key() {
  access::ProcessKey key{};
  fill_with_random_bytes(key);
  return key;
}

chat::TokenSource random_tokens() {
  const auto make = [] {
    const chat::ClientId random = random_client_id();  // a token has the same form
    return std::string{random.view()};
  };
  const auto hash = [](std::string_view token) {
    const Sha256 digest = sha256(token);
    chat::TokenHash kept;
    std::copy_n(digest.begin(), kept.bytes.size(), kept.bytes.begin());
    return kept;
  };
  return {make, hash};
}

}  // namespace parley::daemon
