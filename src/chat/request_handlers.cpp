// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/request_handlers.hpp"

#include <string>
#include <utility>

#include "parley/base/enum_array.hpp"
#include "parley/chat/chat_room.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/session_message.hpp"
#include "parley/protocol/username.hpp"

namespace parley::chat {

using protocol::CloseReason;
using protocol::ErrorCode;
using protocol::MessageType;

struct RequestHandlers::Table {
  EnumArray<MessageType, Handler> handlers;

  constexpr Table() {
    handlers[MessageType::Ack] = &RequestHandlers::on_ack;
    handlers[MessageType::Ping] = &RequestHandlers::on_ping;
    handlers[MessageType::Pong] = &RequestHandlers::on_pong;
    handlers[MessageType::GetRoomInfo] = &RequestHandlers::on_get_room_info;
    handlers[MessageType::Profile] = &RequestHandlers::on_profile;
    handlers[MessageType::GetIceServers] = &RequestHandlers::on_get_ice_servers;
    handlers[MessageType::Greeting] = &RequestHandlers::on_greeting;
    handlers[MessageType::Bye] = &RequestHandlers::on_bye;
  }
};

Verdict RequestHandlers::handle(Incoming& message) {
  static constexpr Table kTable;
  if (message.type == MessageType::Other) return Refusal{ErrorCode::UnknownType};
  const Handler handler = kTable.handlers[message.type];
  if (handler == nullptr) return Refusal{ErrorCode::BadReceiver};
  return (this->*handler)(message);
}

Verdict RequestHandlers::on_ack(Incoming& message) {
  const auto received = protocol::parse_ack(message.envelope.data);
  if (!received) return Refusal{ErrorCode::BadMessage, "ack needs {received: a count}"};
  if (sessions_.acknowledge(message.client, *received)) return {};
  return Refusal{ErrorCode::BadMessage, "received is below the last ack, or above what was sent"};
}

Verdict RequestHandlers::on_ping(Incoming& message) {
  responder_.send(message.client, MessageType::Pong, message.envelope.id, message.envelope.data);
  return {};
}

/// Does nothing: only the arrival matters, and the net layer has recorded it.
Verdict RequestHandlers::on_pong(Incoming&) {
  ++counters_.pongs;
  return {};
}

Verdict RequestHandlers::on_get_room_info(Incoming& message) {
  std::string data;
  const ChatRoom& room = message.client.room();
  if (message.client.session() == nullptr) {
    room.append_info(data);
  } else {
    protocol::append_versioned_room_info(data, room.id(), room.version(), room.clients());
  }
  message.charged_bytes += data.size();  // a short request with a long response
  responder_.send(message.client, MessageType::RoomInfo, message.envelope.id, data);
  return {};
}

Verdict RequestHandlers::on_profile(Incoming& message) {
  if (message.client.standing().is_name_fixed) {
    return Refusal{ErrorCode::NotAllowed, "your token determines your name"};
  }
  auto username = protocol::profile_username(message.envelope.data);
  if (!username) return Refusal{ErrorCode::BadProfile};
  message.client.rename(std::move(*username));
  message.pause = message.client.room().announcer().announce_renamed(message.client);
  return {};
}

Verdict RequestHandlers::on_get_ice_servers(Incoming& message) {
  const auto servers = ice_servers_.list_for(message.client);
  if (!servers) return Refusal{ErrorCode::Internal};
  message.charged_bytes += servers->size();
  responder_.send(message.client, MessageType::IceServers, message.envelope.id, *servers);
  return {};
}

Verdict RequestHandlers::on_greeting(Incoming& message) {
  log_.write(LogLevel::Debug, "greeting", {{"client", message.client.id().view()}});
  return {};
}

/// This function, not the connection, responds, because the response repeats the request's id.
Verdict RequestHandlers::on_bye(Incoming& message) {
  const std::string sentence =
      protocol::json_string(protocol::close_info(CloseReason::Bye).sentence);
  responder_.send(message.client, MessageType::Bye, message.envelope.id, sentence);
  return CloseReason::Bye;
}

}  // namespace parley::chat
