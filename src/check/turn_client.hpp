// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "check/stun_client.hpp"

namespace parley::check {

struct TurnUser {
  std::string username;
  std::string credential;
};

/// What an attempt to allocate led to.
struct Allocation {
  std::optional<stun::Endpoint> relayed;  ///< the address that peers would see
  std::optional<stun::Error> error;       ///< or what the server said instead
  bool wants_no_credential = false;       ///< it answered at once, without asking for one
  bool is_freed = false;
};

/// Allocates for UDP with a long-term credential (RFC 8656 section 7) and frees it at once (section
/// 8). With neither address nor error in the result the server has not answered in time.
[[nodiscard]] Allocation allocate(StunClient& client, const TurnUser& user, TimePoint deadline);

}  // namespace parley::check
