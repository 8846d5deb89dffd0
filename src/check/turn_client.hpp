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

/// The result of an attempt to allocate.
struct Allocation {
  std::optional<stun::Endpoint> relayed;  ///< the address that peers would see
  std::optional<stun::Error> error;       ///< or the error of the server
  bool wants_no_credential = false;       ///< the server allocated without one
  bool is_freed = false;
};

/// Allocates for UDP with a long-term credential (RFC 8656 section 7) and frees the allocation at
/// once (section 8). If the result has neither address nor error, the server has not responded in
/// time.
[[nodiscard]] Allocation allocate(StunClient& client, const TurnUser& user, TimePoint deadline);

}  // namespace parley::check
