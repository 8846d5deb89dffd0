// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/client_id_source.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include <sys/random.h>

namespace parley::daemon {

chat::ClientId random_client_id() {
  std::array<std::uint8_t, chat::ClientId::kBytes> bytes{};
  ssize_t count = 0;
  do {
    count = ::getrandom(bytes.data(), bytes.size(), 0);
  } while (count < 0 && errno == EINTR);
  // Up to 256 bytes come whole or not at all.
  if (count != static_cast<ssize_t>(bytes.size())) {
    throw std::system_error(errno, std::system_category(), "cannot get random bytes");
  }
  return chat::ClientId{bytes};
}

}  // namespace parley::daemon
