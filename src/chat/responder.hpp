// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/protocol/envelope.hpp"
#include "parley/protocol/error_code.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

/// Sends messages of the server to one client. The table of message types decides whether parley.v1
/// counts a message. ChatManager owns it; all classes that send for the server share it.
class Responder {
 public:
  Responder(Delivery& delivery, Counters& counters) : delivery_(delivery), counters_(counters) {}
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;

  /// Sends one message; `id` and `data` are JSON and are left out if empty.
  void send(ChatClient& client, protocol::MessageType type, std::string_view id,
            std::string_view data);

  /// Sends `error` about the message with this envelope.
  void send_error(ChatClient& client, protocol::ErrorCode code, std::string_view sentence,
                  const protocol::Envelope& envelope);

  /// The frame of a message to the client, for callers that send it in another way; it is counted
  /// as sent. The view lasts until the next call of any function here.
  [[nodiscard]] std::string_view frame(const ChatClient& client, protocol::MessageType type,
                                       std::string_view id, std::string_view data);

 private:
  Delivery& delivery_;
  Counters& counters_;
  std::string frame_;  // scratch
  std::string error_;  // scratch: the data of an error
};

}  // namespace parley::chat
