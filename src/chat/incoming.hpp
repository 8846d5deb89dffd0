// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/protocol/close_reason.hpp"
#include "parley/protocol/envelope.hpp"
#include "parley/protocol/error_code.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

/// One message of a client on its way through the router.
struct Incoming {
  ChatClient& client;
  const protocol::Envelope& envelope;
  std::size_t charged_bytes;  ///< its size, plus that of a much longer response
  protocol::MessageType type = protocol::MessageType::Other;  ///< of the envelope, once scanned
  Duration pause{};  ///< the pause that the room's limit requires
};

/// An error for the sender of a message.
struct Refusal {
  protocol::ErrorCode code;
  std::string_view sentence{};  ///< empty: the sentence of the table
};

/// The result of handling a message: nothing more to do, an error for its sender, or the end of the
/// sender's connection.
using Verdict = std::variant<std::monostate, Refusal, protocol::CloseReason>;

}  // namespace parley::chat
