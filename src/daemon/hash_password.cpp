// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/hash_password.hpp"

#include <istream>

#include "daemon/random_source.hpp"
#include "parley/access/password_hash.hpp"
#include "parley/daemon/exit_code.hpp"
#include "parley/protocol/credentials.hpp"

namespace parley::daemon {

HashPasswordResult hash_password(std::istream& input) {
  // One newline, one byte that makes the password too long: more need not be read.
  constexpr std::size_t kMaxBytes = protocol::kMaxPasswordBytes + 2;
  std::string password(kMaxBytes, '\0');
  input.read(password.data(), static_cast<std::streamsize>(password.size()));
  password.resize(static_cast<std::size_t>(input.gcount()));
  if (password.ends_with('\n')) password.pop_back();
  if (!protocol::is_password(password) || password.find('\n') != std::string::npos) {
    return {kExitUsage, "parleyd: expected a password of 1 to 128 bytes of UTF-8 in one line\n"};
  }
  access::PasswordHash::Salt salt{};
  fill_with_random_bytes(salt);
  return {kExitOk, access::PasswordHash::make(password, salt).text() + "\n"};
}

}  // namespace parley::daemon
