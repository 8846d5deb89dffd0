// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

#include "parley/protocol/error_code.hpp"

namespace parley::chat {

/// What the chat layer has done since the start. Only ever grows.
struct Counters {
  std::uint64_t joins = 0;
  std::uint64_t joins_refused = 0;
  std::uint64_t messages_in = 0;
  std::uint64_t relayed_direct = 0;
  std::uint64_t relayed_to_room = 0;  ///< messages, not copies
  std::uint64_t dropped_byes = 0;     ///< to a client that has gone
  std::uint64_t room_info_broadcasts = 0;
  std::uint64_t throttled = 0;  ///< episodes
  std::array<std::uint64_t, protocol::kErrorCodeCount> errors{};
};

}  // namespace parley::chat
