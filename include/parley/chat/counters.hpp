// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parley/base/enum_array.hpp"
#include "parley/protocol/error_code.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

/// The limit that makes the server stop reading from a client for a while.
enum class ThrottleCause : std::uint8_t { Messages, Bytes, RoomBytes };

/// Messages of each class, and their bytes.
struct Traffic {
  struct Share {
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
    [[nodiscard]] bool operator==(const Share&) const = default;
  };
  EnumArray<protocol::MessageClass, Share> shares;

  void count(protocol::MessageClass message_class, std::size_t messages,
             std::size_t bytes) noexcept {
    Share& share = shares[message_class];
    share.messages += messages;
    share.bytes += bytes;
  }
};

/// The outcomes of requests to resume a session.
enum class ResumeOutcome : std::uint8_t {
  Resumed,
  Unknown,   ///< no such token in this room: invented, or the seat was given up
  LostCount  ///< the messages after the client's count are not kept
};

/// The label of each in the metrics.
inline constexpr EnumArray<ResumeOutcome, std::string_view> kResumeOutcomeNames{
    "resumed", "unknown", "lost-count"};

/// Counts since the start, which only grow. The end of the struct has the current state.
struct Counters {
  std::uint64_t joins = 0;
  std::uint64_t joins_refused = 0;
  Traffic received;  ///< as text, without frame headers
  Traffic sent;      ///< as frames; each copy of a message counts
  std::uint64_t relayed_direct = 0;
  std::uint64_t relayed_to_room = 0;  ///< messages, not copies
  std::uint64_t dropped_byes = 0;     ///< to a client that has left
  std::uint64_t room_info_broadcasts = 0;
  std::uint64_t pongs = 0;                            ///< responses to pings of the server
  EnumArray<ThrottleCause, std::uint64_t> throttled;  ///< episodes, by ThrottleCause
  EnumArray<protocol::ErrorCode, std::uint64_t> errors;
  std::uint64_t suspensions = 0;      ///< connections that ended and left a seat
  std::uint64_t seats_refused = 0;    ///< seats not kept or displaced, because of resume.seats
  std::uint64_t seats_timed_out = 0;  ///< seats whose client did not return within resume.window
  std::uint64_t seats_too_full = 0;   ///< seats given up because of resume.messages or resume.bytes
  std::uint64_t kept_overflows = 0;   ///< messages for connected clients, forgotten at a limit
  EnumArray<ResumeOutcome, std::uint64_t> resumes;
  std::uint64_t ice_server_pushes = 0;

  // Now.
  std::size_t sessions = 0;   ///< clients that speak parley.v1
  std::size_t suspended = 0;  ///< the suspended ones among them
  std::size_t kept_messages = 0;
  std::size_t kept_bytes = 0;
};

}  // namespace parley::chat
