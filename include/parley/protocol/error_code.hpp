// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace parley::protocol {

/// The `code` of an `error` message. A single error never closes the connection.
enum class ErrorCode : std::uint8_t {
  BadMessage,
  UnknownType,
  BadReceiver,
  ReceiverRequired,
  NoSuchClient,
  BadProfile,
  RateLimited,
  Undelivered,  ///< parley.v1 only
  Internal,
  NotAllowed,
};

/// One row of the table of error codes (docs/protocol.md, "Error codes").
struct ErrorInfo {
  ErrorCode code;
  std::string_view name;      ///< as on the wire: stable, for programs
  bool client_fault;          ///< counts toward the limit of errors per minute
  std::string_view sentence;  ///< default of `message`; a refusal may give a more exact one
};

[[nodiscard]] const ErrorInfo& error_info(ErrorCode code) noexcept;

/// The whole table, in the order of the enumerators.
[[nodiscard]] std::span<const ErrorInfo> error_table() noexcept;

}  // namespace parley::protocol
