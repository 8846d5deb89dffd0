// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/room_rules.hpp"

#include <algorithm>

#include "parley/protocol/glob.hpp"

namespace parley::chat {

const RoomPolicy* RoomRules::policy_of(std::string_view room_id) const {
  const auto found = std::ranges::find_if(policies, [room_id](const RoomPolicy& policy) {
    return protocol::matches_glob(policy.match, room_id);
  });
  return found == policies.end() ? nullptr : &*found;
}

}  // namespace parley::chat
