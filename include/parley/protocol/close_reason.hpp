// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace parley::protocol {

/// Why a WebSocket connection ended. Every connection ends with exactly one of these, the first
/// that occurs; the log line, the counter and the Close frame all derive from it.
enum class CloseReason : std::uint8_t {
  Bye,
  ClosedByClient,  ///< Close 1000 or 1001: the client has left
  Disconnected,    ///< any other Close from the client, which may return
  ConnectionLost,
  ProtocolError,
  BinaryMessage,
  InvalidUtf8,
  MessageTooBig,
  TooManyErrors,
  InternalError,
  Draining,
  OverCapacity,
  BadJoin,
  Timeout,
  TakenOver,
  RoomFull,
  TooFast,
  SlowConsumer,
  TokenRequired,
  TokenInvalid,
  TokenExpired,
  NotForThisRoom,
  PasswordRequired,
  PasswordWrong,
  TooManyTries,
  Locked,
};

/// One row of the table of close codes (docs/protocol.md, "Close codes"; RFC 6455 section 7.4).
struct CloseInfo {
  CloseReason reason;
  std::string_view name;  ///< for logs and metrics: stable, lower case, with dashes
  std::uint16_t code;     ///< of the Close frame; 1005 and 1006 are never put on the wire
  bool says_bye;    ///< the server sends `bye` before the Close frame, if the output has room;
                    ///< false for Bye, whose response has been sent
  bool keeps_seat;  ///< parley.v1: the client can resume its session within resume.window
  std::string_view departure;  ///< the `reason` of `client-left`; empty if no client leaves
  std::string_view sentence;   ///< for people: the Close frame's text and the `data` of `bye`

  /// Whether the Close frame and `bye` contain the name, because a client needs to know it: the
  /// rules of the room refuse the client.
  [[nodiscard]] bool tells_name() const noexcept;
};

[[nodiscard]] const CloseInfo& close_info(CloseReason reason) noexcept;

/// The whole table, in the order of the enumerators.
[[nodiscard]] std::span<const CloseInfo> close_table() noexcept;

}  // namespace parley::protocol
