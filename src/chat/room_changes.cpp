// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The part of ChatRoom that tells its clients what has changed: docs/protocol.md, "parley.v1",
// "Welcome and deltas".
#include "parley/chat/chat_room.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::chat {

Duration ChatRoom::tell_sessions(std::string_view type, std::string_view data,
                                 const ChatClient* except) {
  std::string frame;
  protocol::append_frame(frame, {.sender = protocol::kServerAddress,
                                 .receiver = protocol::kRoomAddress,
                                 .type = type,
                                 .id = {},
                                 .data = data});
  std::size_t copies = 0;
  for (const Member& member : members_) {
    if (member.client->session() == nullptr || member.client.get() == except) continue;
    delivery_.send_change(*member.client, frame);
    ++copies;
  }
  return account_for_info(copies, frame, scheduler_.now());
}

void ChatRoom::announce_presence(std::string_view type, const ClientId& id, std::string_view reason,
                                 const ChatClient* except) {
  ++version_;
  if (sessions_ == 0) return;
  std::string data;
  protocol::append_presence_change(data, id.view(), reason, version_);
  tell_sessions(type, data, except);
}

void ChatRoom::announce_suspended(const ChatClient& client) {
  announce_presence("client-suspended", client.id(), {}, &client);
}

void ChatRoom::announce_resumed(const ChatClient& client) {
  announce_presence("client-resumed", client.id(), {}, &client);
}

void ChatRoom::announce_left(const ClientId& id, std::string_view reason) {
  announce_presence("client-left", id, reason, nullptr);
  announce_list();
}

/// Clients of the base protocol are not told: they would make an offer, as the newcomer does.
void ChatRoom::announce_joined(const ChatClient& client) {
  ++version_;
  if (sessions_ == 0) return;
  std::string data;
  protocol::append_client_change(data, {client.id().view(), client.username()}, version_);
  tell_sessions("client-joined", data, &client);
}

Duration ChatRoom::announce_renamed(const ChatClient& client) {
  ++version_;
  announce_list();
  if (sessions_ == 0) return Duration::zero();
  std::string data;
  protocol::append_client_change(data, {client.id().view(), client.username()}, version_);
  return tell_sessions("client-updated", data, nullptr);
}

}  // namespace parley::chat
