// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/access/password_hash.hpp"
#include "parley/access/token_verifier.hpp"
#include "parley/base/scheduler.hpp"

namespace parley::chat {

/// Whom the rooms with certain ids admit.
struct RoomPolicy {
  std::string match = {};    ///< a glob of room ids, see protocol::matches_glob
  bool needs_token = false;  ///< a password is no substitute
  bool is_locked = false;    ///< for newcomers, except moderators
  std::shared_ptr<const access::PasswordHash> password = {};  ///< null: none is needed
};

/// The rules of all rooms.
struct RoomRules {
  std::vector<RoomPolicy> policies;
  std::shared_ptr<const access::TokenVerifier> tokens;  ///< null: no token is valid
  Duration deadline = std::chrono::seconds{10};         ///< for the check of a client's credentials

  /// Without any, credentials are not looked at.
  [[nodiscard]] bool empty() const noexcept { return policies.empty() && tokens == nullptr; }

  /// The first policy that matches, which alone applies. Null if none does.
  [[nodiscard]] const RoomPolicy* policy_of(std::string_view room_id) const;
};

}  // namespace parley::chat
