// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/responder.hpp"

#include "parley/protocol/message.hpp"

namespace parley::chat {

using protocol::MessageType;

std::string_view Responder::frame(const ChatClient& client, MessageType type, std::string_view id,
                                  std::string_view data) {
  frame_.clear();
  protocol::append_frame(frame_, {.sender = protocol::kServerAddress,
                                  .receiver = client.id().view(),
                                  .type = protocol::message_type_info(type).name,
                                  .id = id,
                                  .data = data});
  counters_.sent.count(protocol::MessageClass::Control, 1, frame_.size());
  return frame_;
}

void Responder::send(ChatClient& client, MessageType type, std::string_view id,
                     std::string_view data) {
  const std::string_view made = frame(client, type, id, data);
  if (protocol::message_type_info(type).counted_from_server) {
    delivery_.send(client, made);
  } else {
    Delivery::send_uncounted(client, made);
  }
}

void Responder::send_error(ChatClient& client, protocol::ErrorCode code, std::string_view sentence,
                           const protocol::Envelope& envelope) {
  ++counters_.errors[code];
  error_.clear();
  protocol::append_error(error_, code, sentence, envelope.type, envelope.receiver);
  send(client, MessageType::Error, envelope.id, error_);
}

}  // namespace parley::chat
