// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/message_router.hpp"

#include "parley/chat/chat_room.hpp"
#include "parley/protocol/message.hpp"

namespace parley::chat {

using protocol::CloseReason;
using protocol::DefaultReceiver;
using protocol::Envelope;
using protocol::ErrorCode;
using protocol::kRoomAddress;
using protocol::kServerAddress;
using protocol::MessageClass;
using protocol::MessageType;
using protocol::ScanError;

namespace {

bool is_to_server(const Incoming& message) noexcept {
  const std::string_view receiver = message.envelope.receiver;
  return receiver.empty() || receiver == kServerAddress;
}

}  // namespace

MessageResult MessageRouter::route(ChatClient& client, std::string_view text) {
  Envelope envelope;
  Incoming message{.client = client, .envelope = envelope, .charged_bytes = text.size()};
  Verdict verdict;
  if (const ScanError error = protocol::scan_envelope(text, envelope); error != ScanError::None) {
    parts_.counters.received.count(MessageClass::Invalid, 1, text.size());
    if (client.session() != nullptr) count_received(message);
    verdict = Refusal{ErrorCode::BadMessage, protocol::sentence(error)};
  } else {
    message.type = protocol::message_type(envelope.type);
    const auto& info = protocol::message_type_info(message.type);
    parts_.counters.received.count(info.message_class, 1, text.size());
    if (client.session() != nullptr) {
      count_received(message);
    } else if (info.only_v1) {
      message.type = MessageType::Other;
    }
    verdict = dispatch(message);
  }
  if (!carry_out(message, verdict)) return {.client_is_gone = true};
  if (!client.has_spoken()) client.room().announcer().end_first_message_wait(client);
  if (client.session() != nullptr) parts_.sessions.send_urgent_ack(client);
  return pace(message);
}

/// For clients of parley.v1. Both sides count every message, except those that concern only the
/// connection.
void MessageRouter::count_received(const Incoming& message) {
  parts_.sessions.confirm_token(message.client);
  if (is_to_server(message) && !protocol::message_type_info(message.type).counted_to_server) return;
  parts_.sessions.count_received(message.client, message.charged_bytes);
}

Verdict MessageRouter::dispatch(Incoming& message) {
  if (message.type == MessageType::Text && message.client.standing().is_text_held) {
    return Refusal{ErrorCode::NotAllowed};
  }
  const std::string_view receiver = message.envelope.receiver;
  if (receiver.empty()) return dispatch_by_type(message);
  if (receiver == kRoomAddress) return to_room(message);
  if (receiver == kServerAddress) return parts_.requests.handle(message);
  return to_client(message);
}

Verdict MessageRouter::dispatch_by_type(Incoming& message) {
  switch (protocol::message_type_info(message.type).default_receiver) {
    case DefaultReceiver::Server:
      return parts_.requests.handle(message);
    case DefaultReceiver::Room:
      return to_room(message);
    case DefaultReceiver::None:
      break;
  }
  return Refusal{ErrorCode::ReceiverRequired};
}

Verdict MessageRouter::to_client(Incoming& message) {
  const Envelope& envelope = message.envelope;
  ChatClient* const receiver = message.client.room().find(envelope.receiver);
  if (receiver == nullptr) {
    if (message.type != MessageType::Bye) return Refusal{ErrorCode::NoSuchClient};
    // Clients send `bye` when they close the peer of a member that has left; there is no receiver.
    ++parts_.counters.dropped_byes;
    return {};
  }
  frame_.clear();
  protocol::append_frame(frame_, {.sender = message.client.id().view(),
                                  .receiver = receiver->id().view(),
                                  .type = envelope.raw_type,
                                  .id = envelope.id,
                                  .data = envelope.data});
  parts_.delivery.send(*receiver, frame_);
  parts_.counters.sent.count(protocol::message_type_info(message.type).message_class, 1,
                             frame_.size());
  ++parts_.counters.relayed_direct;
  return {};
}

Verdict MessageRouter::to_room(Incoming& message) {
  const Envelope& envelope = message.envelope;
  frame_.clear();
  protocol::append_frame(frame_, {.sender = message.client.id().view(),
                                  .receiver = kRoomAddress,
                                  .type = envelope.raw_type,
                                  .id = envelope.id,
                                  .data = envelope.data});
  ChatRoom& room = message.client.room();
  message.pause = room.broadcast(frame_);
  parts_.counters.sent.count(protocol::message_type_info(message.type).message_class, room.size(),
                             room.size() * frame_.size());
  ++parts_.counters.relayed_to_room;
  return {};
}

/// False if the client has left.
bool MessageRouter::carry_out(Incoming& message, const Verdict& verdict) {
  if (const auto* refusal = std::get_if<Refusal>(&verdict)) return refuse(message, *refusal);
  const auto* reason = std::get_if<CloseReason>(&verdict);
  if (reason == nullptr) return true;
  close(message.client, *reason);
  return false;
}

bool MessageRouter::refuse(Incoming& message, const Refusal& refusal) {
  const protocol::ErrorInfo& info = protocol::error_info(refusal.code);
  const std::string_view sentence = refusal.sentence.empty() ? info.sentence : refusal.sentence;
  parts_.responder.send_error(message.client, refusal.code, sentence, message.envelope);
  if (!info.client_fault) return true;
  if (message.client.charge_error(parts_.limits, parts_.scheduler.now())) return true;
  close(message.client, CloseReason::TooManyErrors);
  return false;
}

/// Removes the client first: `close` is this layer's last call to its connection.
void MessageRouter::close(ChatClient& client, CloseReason reason) {
  Connection* const connection = client.connection();
  parts_.exit.leave(client, protocol::close_info(reason).departure);
  connection->close(reason);
}

MessageResult MessageRouter::pace(Incoming& message) {
  const ChatClient::Pace pace = message.client.charge(message.charged_bytes, message.pause,
                                                      parts_.limits, parts_.scheduler.now());
  if (pace.too_fast) {
    close(message.client, CloseReason::TooFast);
    return {.client_is_gone = true};
  }
  if (pace.episode_begins) {
    ++parts_.counters.throttled[pace.cause];
    const auto& info = protocol::error_info(ErrorCode::RateLimited);
    parts_.responder.send_error(message.client, info.code, info.sentence, message.envelope);
  }
  const bool is_pong = message.type == MessageType::Pong && is_to_server(message);
  return {.pause = pace.pause, .is_pong = is_pong};
}

}  // namespace parley::chat
