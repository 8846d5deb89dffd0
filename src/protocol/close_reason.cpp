// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/close_reason.hpp"

#include <array>
#include <cstddef>

#include "parley/base/enum_array.hpp"

namespace parley::protocol {
namespace {

constexpr std::array kCloseTable{
    CloseInfo{CloseReason::Bye, "bye", 1000, false, false, "bye", "goodbye"},
    CloseInfo{CloseReason::ClosedByClient, "closed", 1005, false, false, "closed",
              "closed by the client"},
    CloseInfo{CloseReason::Disconnected, "disconnected", 1005, false, true, "closed",
              "disconnected by the client"},
    CloseInfo{CloseReason::ConnectionLost, "lost", 1006, false, true, "closed", "connection lost"},
    CloseInfo{CloseReason::ProtocolError, "protocol-error", 1002, false, false, "policy",
              "WebSocket violation"},
    CloseInfo{CloseReason::BinaryMessage, "binary", 1003, false, false, "policy",
              "binary messages not accepted"},
    CloseInfo{CloseReason::InvalidUtf8, "invalid-utf8", 1007, false, false, "policy",
              "text is not UTF-8"},
    CloseInfo{CloseReason::MessageTooBig, "too-big", 1009, false, false, "policy",
              "message too big"},
    CloseInfo{CloseReason::TooManyErrors, "too-many-errors", 1008, true, false, "policy",
              "too many errors"},
    CloseInfo{CloseReason::InternalError, "internal", 1011, false, true, "closed",
              "internal error"},
    CloseInfo{CloseReason::Draining, "draining", 1012, true, true, "shutdown",
              "the server is restarting"},
    CloseInfo{CloseReason::OverCapacity, "over-capacity", 1013, true, false, "",
              "no capacity right now"},
    CloseInfo{CloseReason::BadJoin, "bad-join", 4400, true, false, "", "bad query parameter"},
    CloseInfo{CloseReason::Timeout, "timeout", 4408, true, true, "timeout",
              "nothing heard for too long"},
    CloseInfo{CloseReason::TakenOver, "taken-over", 4409, true, false, "",
              "another connection took this session over"},
    CloseInfo{CloseReason::RoomFull, "room-full", 4430, true, false, "", "the room is full"},
    CloseInfo{CloseReason::TooFast, "too-fast", 4429, true, false, "policy",
              "messages come too fast"},
    CloseInfo{CloseReason::SlowConsumer, "slow", 4431, true, false, "slow",
              "messages are read too slowly"},
    CloseInfo{CloseReason::TokenRequired, "token-required", 4401, true, false, "",
              "this room needs a token"},
    CloseInfo{CloseReason::TokenInvalid, "token-invalid", 4401, true, false, "",
              "the token is not valid"},
    CloseInfo{CloseReason::TokenExpired, "token-expired", 4401, true, false, "",
              "the token has expired"},
    CloseInfo{CloseReason::NotForThisRoom, "not-for-this-room", 4403, true, false, "",
              "the token is for another room"},
    CloseInfo{CloseReason::PasswordRequired, "password-required", 4401, true, false, "",
              "this room has a password"},
    CloseInfo{CloseReason::PasswordWrong, "password-wrong", 4401, true, false, "",
              "the password is wrong"},
    CloseInfo{CloseReason::TooManyTries, "too-many-tries", 4401, true, false, "",
              "too many wrong passwords"},
    CloseInfo{CloseReason::Locked, "locked", 4423, true, false, "", "the room is locked"},
};

static_assert(has_row_for_each(kCloseTable, &CloseInfo::reason));

}  // namespace

bool CloseInfo::tells_name() const noexcept {
  switch (reason) {
    case CloseReason::TokenRequired:
    case CloseReason::TokenInvalid:
    case CloseReason::TokenExpired:
    case CloseReason::NotForThisRoom:
    case CloseReason::PasswordRequired:
    case CloseReason::PasswordWrong:
    case CloseReason::TooManyTries:
    case CloseReason::Locked:
      return true;
    default:
      return false;
  }
}

const CloseInfo& close_info(CloseReason reason) noexcept {
  return kCloseTable[static_cast<std::size_t>(reason)];
}

std::span<const CloseInfo> close_table() noexcept {
  return kCloseTable;
}

}  // namespace parley::protocol
