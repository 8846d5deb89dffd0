// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The part of ChatManager that routes messages: docs/protocol.md, "Delivery".
#include <algorithm>

#include "chat/session_table.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"
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

namespace {

/// Those that only the connection is about, if they are addressed to the server.
bool is_uncounted(MessageType type) noexcept {
  return type == MessageType::Ack || type == MessageType::Ping || type == MessageType::Pong ||
         type == MessageType::Bye;
}

}  // namespace

Duration ChatManager::on_message(ChatClient& client, std::string_view text) {
  const Duration pause = handle(client, text);
  give_up_overflowed();
  return pause;
}

Duration ChatManager::handle(ChatClient& client, std::string_view text) {
  Envelope envelope;
  Incoming message{.client = client, .envelope = envelope, .charged_bytes = text.size()};
  if (const ScanError error = protocol::scan_envelope(text, envelope); error != ScanError::None) {
    counters_.received.count(MessageClass::Invalid, 1, text.size());
    if (client.session() != nullptr) count(message);
    refuse(message, ErrorCode::BadMessage, protocol::sentence(error));
  } else {
    message.type = protocol::message_type(envelope.type);
    counters_.received.count(protocol::message_class(message.type), 1, text.size());
    if (client.session() != nullptr) count(message);
    route(message);
  }
  if (message.client_is_gone) return Duration::zero();
  if (!client.has_spoken()) client.room().end_first_message_wait(client);
  if (client.session() != nullptr && client.session()->is_ack_urgent()) send_ack(client);
  return pace(message);
}

/// Of a client of parley.v1. Both sides count each message but those that only the connection is
/// about.
void ChatManager::count(Incoming& message) {
  ResumableSession& session = *message.client.session();
  // Whatever it says on this connection, it has had the welcome there.
  if (session.has_previous_token()) sessions_->confirm(message.client);
  const std::string_view receiver = message.envelope.receiver;
  const bool is_to_server = receiver.empty() || receiver == kServerAddress;
  if (is_to_server && is_uncounted(message.type)) return;
  if (!session.count_received(message.charged_bytes)) return;
  constexpr Duration kAckDelay = std::chrono::seconds{3};  // and a sweep or two later it is sent
  session.due.ack = swept_at_ + kAckDelay;
  sessions_->schedule(message.client);
}

void ChatManager::acknowledge(Incoming& message) {
  const auto received = protocol::parse_ack(message.envelope.data);
  if (!received) return refuse(message, ErrorCode::BadMessage, "ack needs {received: a count}");
  if (!delivery_.acknowledge(*message.client.session(), *received)) {
    refuse(message, ErrorCode::BadMessage,
           "received is below the last ack, or above what was sent");
  }
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
    case MessageType::Ack:
      if (message.client.session() == nullptr) return refuse(message, ErrorCode::ReceiverRequired);
      return to_server(message);
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
  delivery_.send(*receiver, frame_);
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
      return reply_uncounted(message.client, "pong", envelope.id, envelope.data);
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
    case MessageType::Ack:
      if (message.client.session() != nullptr) return acknowledge(message);
      return refuse(message, ErrorCode::UnknownType);
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
  reply_uncounted(message.client, "bye", message.envelope.id,
                  protocol::json_string(protocol::close_info(CloseReason::Bye).sentence));
  close(message, CloseReason::Bye);
}

void ChatManager::rename(Incoming& message) {
  auto username = protocol::profile_username(message.envelope.data);
  if (!username) return refuse(message, ErrorCode::BadProfile);
  message.client.rename(std::move(*username));
  message.pause = message.client.room().announce_renamed(message.client);
}

void ChatManager::answer_room_info(Incoming& message) {
  data_.clear();
  const ChatRoom& room = message.client.room();
  if (message.client.session() == nullptr) {
    room.append_info(data_);
  } else {
    protocol::append_versioned_room_info(data_, room.id(), room.version(), room.clients());
  }
  message.charged_bytes += data_.size();  // a short question with a long answer
  reply(message.client, "room-info", message.envelope.id, data_);
}

void ChatManager::answer_ice_servers(Incoming& message) {
  const auto servers = sources_.ice_servers(message.client.id());
  if (!servers) return refuse(message, ErrorCode::Internal);
  message.charged_bytes += servers->json.size();
  reply(message.client, "ice-servers", message.envelope.id, servers->json);
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
  Connection* const connection = message.client.connection();
  message.client_is_gone = true;
  leave(message.client, protocol::close_info(reason).departure);
  connection->close(reason);
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
