// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "parley/access/grant.hpp"
#include "parley/access/password_hash.hpp"
#include "parley/access/token_verifier.hpp"

namespace parley::chat {

/// Checks credentials outside the event loop, because that takes long. The net layer implements it.
class CredentialCheck {
 public:
  using TokenResult = std::variant<access::Grant, access::TokenRefusal>;

  struct TokenTask {
    std::shared_ptr<const access::TokenVerifier> verifier;
    std::string token;
    std::string room_id;
    std::chrono::system_clock::time_point now;
  };
  struct PasswordTask {
    std::shared_ptr<const access::PasswordHash> hash;
    std::string password;
  };

  // Each calls `done` later on the event loop; with nothing if the check failed. False if too many
  // checks wait: then `done` is not called.
  [[nodiscard]] virtual bool check_token(
      TokenTask task, std::function<void(const std::optional<TokenResult>&)> done) = 0;
  [[nodiscard]] virtual bool check_password(
      PasswordTask task, std::function<void(const std::optional<bool>&)> done) = 0;

 protected:
  ~CredentialCheck() = default;
};

}  // namespace parley::chat
