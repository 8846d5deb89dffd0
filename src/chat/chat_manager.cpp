// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_manager.hpp"

#include <charconv>
#include <utility>

#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

using protocol::CloseReason;
using protocol::kServerAddress;

ChatManager::ChatManager(const Limits& limits, Scheduler& scheduler, ClientIdSource new_id,
                         IceServerSource ice_servers, EventLog& log)
    : limits_(limits),
      scheduler_(scheduler),
      new_id_(std::move(new_id)),
      ice_servers_(std::move(ice_servers)),
      log_(log) {}

JoinResult ChatManager::join(std::string_view room_id, std::string username,
                             Connection& connection) {
  const ClientId id = new_id_();  // before the room: if it throws, no empty room is left behind
  ChatRoom* const room = open_room(room_id);
  if (room == nullptr || room->is_full()) {
    ++counters_.joins_refused;
    return {nullptr, room == nullptr ? CloseReason::OverCapacity : CloseReason::RoomFull};
  }
  ChatClient* client = nullptr;
  try {
    client = &room->add(
        std::make_unique<ChatClient>(id, std::move(username), *room, connection, scheduler_.now()));
    ++client_count_;
    ++counters_.joins;
    reply(*client, "greeting", {}, R"("Welcome aboard.")");
  } catch (...) {
    // What is left behind here nobody would ever take out.
    client != nullptr ? leave(*client) : close_if_empty(*room);
    throw;
  }
  return {client, {}};
}

void ChatManager::close_if_empty(ChatRoom& room) {
  if (room.size() > 0) return;
  log_.write(LogLevel::Debug, "room-closed", {{"room", PrivateRoom{room.id()}}});
  rooms_.erase(rooms_.find(room.id()));
}

ChatRoom* ChatManager::open_room(std::string_view room_id) {
  if (const auto found = rooms_.find(room_id); found != rooms_.end()) return found->second.get();
  if (rooms_.size() >= limits_.rooms || limits_.clients_per_room == 0) return nullptr;
  auto room = std::make_unique<ChatRoom>(std::string{room_id}, limits_, scheduler_, counters_);
  log_.write(LogLevel::Debug, "room-opened", {{"room", PrivateRoom{room_id}}});
  return rooms_.emplace(room->id(), std::move(room)).first->second.get();
}

void ChatManager::leave(ChatClient& client) {
  ChatRoom& room = client.room();
  room.remove(client);
  --client_count_;
  if (room.size() == 0) return close_if_empty(room);
  if (is_announcing_) room.announce_change();
}

void ChatManager::ping(ChatClient& client) {
  const auto since_epoch = std::chrono::duration_cast<std::chrono::milliseconds>(
      scheduler_.wall_clock().time_since_epoch());
  reply(client, "ping", {}, std::to_string(since_epoch.count()));
}

void ChatManager::reply(ChatClient& client, std::string_view type, std::string_view id,
                        std::string_view data) {
  frame_.clear();
  protocol::append_frame(frame_, {.sender = kServerAddress,
                                  .receiver = client.id().view(),
                                  .type = type,
                                  .id = id,
                                  .data = data});
  client.connection().send(frame_);
  counters_.sent.count(protocol::MessageClass::Control, 1, frame_.size());
}

}  // namespace parley::chat
