// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/greeter.hpp"

#include <chrono>
#include <string>
#include <vector>

#include "parley/chat/chat_room.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::chat {
namespace {

std::chrono::milliseconds in_milliseconds(Duration duration) {
  return std::chrono::ceil<std::chrono::milliseconds>(duration);
}

}  // namespace

void Greeter::greet(ChatClient& client) {
  responder_.send(client, protocol::MessageType::Greeting, {}, R"("Welcome aboard.")");
}

std::string_view Greeter::welcome_to_newcomer(ChatClient& client, std::string_view token) {
  return welcome(client, token, /*is_resumed=*/false, client.room().version());
}

std::string_view Greeter::welcome_back(ChatClient& client, std::string_view token,
                                       bool is_return_told) {
  const std::uint64_t version = client.room().version() + (is_return_told ? 1 : 0);
  return welcome(client, token, /*is_resumed=*/true, version);
}

std::string_view Greeter::welcome(ChatClient& client, std::string_view token, bool is_resumed,
                                  std::uint64_t version) {
  const ChatRoom& room = client.room();
  const ResumableSession& session = *client.session();
  const std::string ice_servers = ice_servers_.list_for_welcome(client);
  std::vector<protocol::ClientInfo> clients;
  if (!is_resumed) clients = room.clients();
  std::string data;
  protocol::append_welcome(data, {.id = client.id().view(),
                                  .room_id = room.id(),
                                  .username = client.username(),
                                  .version = facts_.version,
                                  .heartbeat_interval = in_milliseconds(facts_.heartbeat_interval),
                                  .heartbeat_timeout = in_milliseconds(facts_.heartbeat_timeout),
                                  .message_bytes = facts_.message_bytes,
                                  .messages_per_second = limits_.messages.per_second,
                                  .burst = limits_.messages.burst,
                                  .token = token,
                                  .window = in_milliseconds(limits_.resume.window),
                                  .is_resumed = is_resumed,
                                  .received = session.received(),
                                  .room_version = version,
                                  .clients = clients,
                                  .ice_servers = ice_servers});
  return responder_.frame(client, protocol::MessageType::Welcome, {}, data);
}

}  // namespace parley::chat
