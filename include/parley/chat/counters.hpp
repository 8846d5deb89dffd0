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

/// The limit for which nothing is read from a client for a while.
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

/// What became of requests to resume a session.
enum class ResumeOutcome : std::uint8_t {
  Resumed,
  Unknown,   ///< no such token in this room: made up, or the seat was given up
  LostCount  ///< the client's count is outside of what is kept
};

/// The label of each in the metrics.
inline constexpr EnumArray<ResumeOutcome, std::string_view> kResumeOutcomeNames{
    "resumed", "unknown", "lost-count"};

/// What the chat layer has done since the start. Only ever grows, but for what is there now.
struct Counters {
  std::uint64_t joins = 0;
  std::uint64_t joins_refused = 0;
  Traffic received;  ///< as text, without frame headers
  Traffic sent;      ///< as frames; one message for each of its copies
  std::uint64_t relayed_direct = 0;
  std::uint64_t relayed_to_room = 0;  ///< messages, not copies
  std::uint64_t dropped_byes = 0;     ///< to a client that has gone
  std::uint64_t room_info_broadcasts = 0;
  std::uint64_t pongs = 0;                            ///< answers to a ping of the server
  EnumArray<ThrottleCause, std::uint64_t> throttled;  ///< episodes, by ThrottleCause
  EnumArray<protocol::ErrorCode, std::uint64_t> errors;
  std::uint64_t suspensions = 0;      ///< connections that ended and left a seat behind
  std::uint64_t seats_refused = 0;    ///< and those that did not, because of resume.seats
  std::uint64_t seats_timed_out = 0;  ///< nobody came back within resume.window
  std::uint64_t seats_too_full = 0;   ///< given up because of resume.messages or resume.bytes
  std::uint64_t kept_overflows = 0;   ///< messages of a connected client forgotten because of those
  EnumArray<ResumeOutcome, std::uint64_t> resumes;
  std::uint64_t ice_server_pushes = 0;

  // There now.
  std::size_t sessions = 0;   ///< clients that speak parley.v1
  std::size_t suspended = 0;  ///< of these, without a connection
  std::size_t kept_messages = 0;
  std::size_t kept_bytes = 0;
};

}  // namespace parley::chat
