// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The part of ChatManager that routes messages: docs/protocol.md, "Delivery".
#include <algorithm>

#include "parley/chat/chat_manager.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/username.hpp"

namespace parley::chat {

using protocol::CloseReason;
using protocol::Envelope;
using protocol::ErrorCode;
using protocol::kRoomAddress;
using protocol::kServerAddress;
using protocol::MessageClass;
using protocol::MessageType;
using protocol::ScanError;

Duration ChatManager::on_message(ChatClient& client, std::string_view text) {
  Envelope envelope;
  Incoming message{.client = client, .envelope = envelope, .charged_bytes = text.size()};
  if (const ScanError error = protocol::scan_envelope(text, envelope); error != ScanError::None) {
    counters_.received.count(MessageClass::Invalid, 1, text.size());
    refuse(message, ErrorCode::BadMessage, protocol::sentence(error));
  } else {
    message.type = protocol::message_type(envelope.type);
    counters_.received.count(protocol::message_class(message.type), 1, text.size());
    route(message);
  }
  if (message.client_is_gone) return Duration::zero();
  if (!client.has_spoken()) client.room().end_first_message_wait(client);
  return pace(message);
}

void ChatManager::route(Incoming& message) {
  const std::string_view receiver = message.envelope.receiver;
  if (receiver.empty()) {
    route_by_type(message);
  } else if (receiver == kRoomAddress) {
    to_room(message);
  } else if (receiver == kServerAddress) {
    to_server(message);
  } else {
    to_client(message);
  }
}

/// The default receiver of each type.
void ChatManager::route_by_type(Incoming& message) {
  switch (message.type) {
    case MessageType::Text:
      return to_room(message);
    case MessageType::Offer:
    case MessageType::Answer:
    case MessageType::IceCandidate:
    case MessageType::Other:
      return refuse(message, ErrorCode::ReceiverRequired);
    default:
      return to_server(message);
  }
}

void ChatManager::to_client(Incoming& message) {
  const Envelope& envelope = message.envelope;
  ChatClient* const receiver = message.client.room().find(envelope.receiver);
  if (receiver == nullptr) {
    // Clients say `bye` while they tear down a peer that has gone; there is nobody to tell.
    if (envelope.type == "bye") {
      ++counters_.dropped_byes;
      return;
    }
    return refuse(message, ErrorCode::NoSuchClient);
  }
  frame_.clear();
  protocol::append_frame(frame_, {.sender = message.client.id().view(),
                                  .receiver = receiver->id().view(),
                                  .type = envelope.raw_type,
                                  .id = envelope.id,
                                  .data = envelope.data});
  receiver->connection().send(frame_);
  counters_.sent.count(protocol::message_class(message.type), 1, frame_.size());
  ++counters_.relayed_direct;
}

void ChatManager::to_room(Incoming& message) {
  const Envelope& envelope = message.envelope;
  frame_.clear();
  protocol::append_frame(frame_, {.sender = message.client.id().view(),
                                  .receiver = kRoomAddress,
                                  .type = envelope.raw_type,
                                  .id = envelope.id,
                                  .data = envelope.data});
  ChatRoom& room = message.client.room();
  message.pause = room.broadcast(frame_);
  counters_.sent.count(protocol::message_class(message.type), room.size(),
                       room.size() * frame_.size());
  ++counters_.relayed_to_room;
}

void ChatManager::to_server(Incoming& message) {
  const Envelope& envelope = message.envelope;
  switch (message.type) {
    case MessageType::Ping:
      return reply(message.client, "pong", envelope.id, envelope.data);
    case MessageType::Pong:
      ++counters_.pongs;
      return;  // that it came is what counts, and the net layer has seen it come
    case MessageType::GetRoomInfo:
      return answer_room_info(message);
    case MessageType::Profile:
      return rename(message);
    case MessageType::GetIceServers:
      return answer_ice_servers(message);
    case MessageType::Greeting:
      return log_.write(LogLevel::Debug, "greeting", {{"client", message.client.id().view()}});
    case MessageType::Bye:
      return say_bye(message);
    case MessageType::Text:
    case MessageType::Offer:
    case MessageType::Answer:
    case MessageType::IceCandidate:
      return refuse(message, ErrorCode::BadReceiver);
    case MessageType::Other:
      return refuse(message, ErrorCode::UnknownType);
  }
}

/// Answered here and not by the connection, because an answer repeats the question's id.
void ChatManager::say_bye(Incoming& message) {
  reply(message.client, "bye", message.envelope.id,
        protocol::json_string(protocol::close_info(CloseReason::Bye).sentence));
  close(message, CloseReason::Bye);
}

void ChatManager::rename(Incoming& message) {
  auto username = protocol::profile_username(message.envelope.data);
  if (!username) return refuse(message, ErrorCode::BadProfile);
  message.client.rename(std::move(*username));
  message.client.room().announce_change();
}

void ChatManager::answer_room_info(Incoming& message) {
  data_.clear();
  message.client.room().append_info(data_);
  message.charged_bytes += data_.size();  // a short question with a long answer
  reply(message.client, "room-info", message.envelope.id, data_);
}

void ChatManager::answer_ice_servers(Incoming& message) {
  const auto servers = ice_servers_(message.client.id());
  if (!servers) return refuse(message, ErrorCode::Internal);
  message.charged_bytes += servers->size();
  reply(message.client, "ice-servers", message.envelope.id, *servers);
}

void ChatManager::refuse(Incoming& message, ErrorCode code, std::string_view sentence) {
  const protocol::ErrorInfo& info = protocol::error_info(code);
  send_error(message.client, code, sentence.empty() ? info.sentence : sentence, message.envelope);
  if (info.client_fault && !message.client.charge_error(limits_, scheduler_.now())) {
    close(message, CloseReason::TooManyErrors);
  }
}

void ChatManager::send_error(ChatClient& client, ErrorCode code, std::string_view sentence,
                             const Envelope& envelope) {
  ++counters_.errors[static_cast<std::size_t>(code)];
  data_.clear();
  protocol::append_error(data_, code, sentence, envelope.type, envelope.receiver);
  reply(client, "error", envelope.id, data_);
}

/// Forgets the client first: `close` is the last that its connection hears from this layer.
void ChatManager::close(Incoming& message, CloseReason reason) {
  Connection& connection = message.client.connection();
  message.client_is_gone = true;
  leave(message.client);
  connection.close(reason);
}

Duration ChatManager::pace(Incoming& message) {
  const ChatClient::Pace pace =
      message.client.charge(message.charged_bytes, message.pause, limits_, scheduler_.now());
  if (pace.too_fast) {
    close(message, CloseReason::TooFast);
    return Duration::zero();
  }
  if (pace.episode_begins) {
    ++counters_.throttled[static_cast<std::size_t>(pace.cause)];
    const auto& info = protocol::error_info(ErrorCode::RateLimited);
    send_error(message.client, ErrorCode::RateLimited, info.sentence, message.envelope);
  }
  return pace.pause;
}

}  // namespace parley::chat
