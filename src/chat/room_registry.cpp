// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/room_registry.hpp"

#include <utility>

namespace parley::chat {

ChatRoom* RoomRegistry::open(std::string_view room_id) {
  if (const auto found = rooms_.find(room_id); found != rooms_.end()) return found->second.get();
  const Limits& limits = services_.limits;
  if (rooms_.size() >= limits.rooms || limits.clients_per_room == 0) return nullptr;
  auto room = std::make_unique<ChatRoom>(std::string{room_id}, services_);
  log_.write(LogLevel::Debug, "room-opened", {{"room", PrivateRoom{room_id}}});
  return rooms_.emplace(room->id(), std::move(room)).first->second.get();
}

ChatClient& RoomRegistry::add(std::unique_ptr<ChatClient> client) {
  ChatRoom& room = client->room();
  ChatClient& added = room.add(std::move(client));
  ++client_count_;
  return added;
}

RoomRegistry::Removed RoomRegistry::remove(ChatClient& client, std::string_view departure) {
  ChatRoom& room = client.room();
  std::unique_ptr<ChatClient> removed = room.remove(client);
  --client_count_;
  if (room.size() == 0) {
    close_if_empty(room);
    return {std::move(removed), nullptr};
  }
  if (is_announcing_) {
    room.announcer().announce_left(removed->id(), departure);
  } else {
    room.announcer().change_silently();
  }
  return {std::move(removed), &room};
}

void RoomRegistry::close_if_empty(ChatRoom& room) {
  if (room.size() > 0) return;
  log_.write(LogLevel::Debug, "room-closed", {{"room", PrivateRoom{room.id()}}});
  rooms_.erase(rooms_.find(room.id()));
}

}  // namespace parley::chat
