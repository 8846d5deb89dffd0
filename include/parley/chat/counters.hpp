// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "parley/protocol/error_code.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

/// The limit for which nothing is read from a client for a while.
enum class ThrottleCause : std::uint8_t { Messages, Bytes, RoomBytes };
inline constexpr std::size_t kThrottleCauseCount = 3;

/// Messages of each class, and their bytes.
struct Traffic {
  struct Share {
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
    [[nodiscard]] bool operator==(const Share&) const = default;
  };
  std::array<Share, protocol::kMessageClassCount> shares{};

  void count(protocol::MessageClass message_class, std::size_t messages,
             std::size_t bytes) noexcept {
    Share& share = shares[static_cast<std::size_t>(message_class)];
    share.messages += messages;
    share.bytes += bytes;
  }
};

/// What the chat layer has done since the start. Only ever grows.
struct Counters {
  std::uint64_t joins = 0;
  std::uint64_t joins_refused = 0;
  Traffic received;  ///< as text, without frame headers
  Traffic sent;      ///< as frames; one message for each of its copies
  std::uint64_t relayed_direct = 0;
  std::uint64_t relayed_to_room = 0;  ///< messages, not copies
  std::uint64_t dropped_byes = 0;     ///< to a client that has gone
  std::uint64_t room_info_broadcasts = 0;
  std::uint64_t pongs = 0;                                     ///< answers to a ping of the server
  std::array<std::uint64_t, kThrottleCauseCount> throttled{};  ///< episodes, by ThrottleCause
  std::array<std::uint64_t, protocol::kErrorCodeCount> errors{};
};

}  // namespace parley::chat
