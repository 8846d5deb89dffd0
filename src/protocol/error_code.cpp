// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/error_code.hpp"

#include <array>

namespace parley::protocol {
namespace {

constexpr std::array<ErrorInfo, kErrorCodeCount> kErrorTable{{
    {ErrorCode::BadMessage, "bad-message", true, "the message is not a valid envelope"},
    {ErrorCode::UnknownType, "unknown-type", true, "the server does not know this type"},
    {ErrorCode::BadReceiver, "bad-receiver", true, "this type cannot be sent to the server"},
    {ErrorCode::ReceiverRequired, "receiver-required", true, "this type needs a receiver"},
    {ErrorCode::NoSuchClient, "no-such-client", false, "no such client in this room"},
    {ErrorCode::BadProfile, "bad-profile", true, "the username is not acceptable"},
    {ErrorCode::RateLimited, "rate-limited", false,
     "messages come too fast; reading from you is paused until the limit allows it"},
    {ErrorCode::Undelivered, "undelivered", false,
     "not confirmed: the receiver went before it acknowledged this message"},
    {ErrorCode::Internal, "internal", false, "the server failed to handle this message"},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < kErrorTable.size(); ++i) {
        if (static_cast<std::size_t>(kErrorTable[i].code) != i) return false;
      }
      return true;
    }(),
    "the rows stand in the order of the enumerators");

}  // namespace

const ErrorInfo& error_info(ErrorCode code) noexcept {
  return kErrorTable[static_cast<std::size_t>(code)];
}

std::span<const ErrorInfo> error_table() noexcept {
  return kErrorTable;
}

}  // namespace parley::protocol
