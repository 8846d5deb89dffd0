// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/error_code.hpp"

#include <array>

#include "parley/base/enum_array.hpp"

namespace parley::protocol {
namespace {

constexpr std::array kErrorTable{
    ErrorInfo{ErrorCode::BadMessage, "bad-message", true, "the message is not a valid envelope"},
    ErrorInfo{ErrorCode::UnknownType, "unknown-type", true, "the server does not know this type"},
    ErrorInfo{ErrorCode::BadReceiver, "bad-receiver", true,
              "this type cannot be sent to the server"},
    ErrorInfo{ErrorCode::ReceiverRequired, "receiver-required", true, "this type needs a receiver"},
    ErrorInfo{ErrorCode::NoSuchClient, "no-such-client", false, "no such client in this room"},
    ErrorInfo{ErrorCode::BadProfile, "bad-profile", true, "the username is not acceptable"},
    ErrorInfo{ErrorCode::RateLimited, "rate-limited", false,
              "messages come too fast; reading from you is paused until the limit allows it"},
    ErrorInfo{ErrorCode::Undelivered, "undelivered", false,
              "not confirmed: the receiver went before it acknowledged this message"},
    ErrorInfo{ErrorCode::Internal, "internal", false, "the server failed to handle this message"},
    ErrorInfo{ErrorCode::NotAllowed, "not-allowed", false, "you may not send this"},
};

static_assert(has_row_for_each(kErrorTable, &ErrorInfo::code));

}  // namespace

const ErrorInfo& error_info(ErrorCode code) noexcept {
  return kErrorTable[static_cast<std::size_t>(code)];
}

std::span<const ErrorInfo> error_table() noexcept {
  return kErrorTable;
}

}  // namespace parley::protocol
