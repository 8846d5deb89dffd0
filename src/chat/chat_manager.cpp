// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_manager.hpp"

#include <utility>

#include "chat/session_table.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

using protocol::CloseReason;
using protocol::kServerAddress;

ChatManager::ChatManager(const Limits& limits, Scheduler& scheduler, Sources sources, EventLog& log)
    : limits_(limits),
      scheduler_(scheduler),
      sources_(std::move(sources)),
      log_(log),
      sessions_(std::make_unique<SessionTable>(sources_.tokens)) {}

ChatManager::~ChatManager() = default;

JoinResult ChatManager::join(std::string_view room_id, std::string username,
                             Connection& connection) {
  return admit(room_id, std::move(username), connection, nullptr);
}

JoinResult ChatManager::open_session(std::string_view room_id, std::string username,
                                     Connection& connection) {
  return admit(room_id, std::move(username), connection, std::make_unique<ResumableSession>());
}

JoinResult ChatManager::admit(std::string_view room_id, std::string username,
                              Connection& connection, std::unique_ptr<ResumableSession> session) {
  const ClientId id = sources_.new_id();  // if it throws, no empty room is left behind
  ChatRoom* const room = open_room(room_id);
  if (room == nullptr || room->is_full()) {
    ++counters_.joins_refused;
    return {nullptr, room == nullptr ? CloseReason::OverCapacity : CloseReason::RoomFull};
  }
  ChatClient* client = nullptr;
  try {
    client = &room->add(std::make_unique<ChatClient>(id, std::move(username), *room, &connection,
                                                     scheduler_.now(), std::move(session)));
    ++client_count_;
    ++counters_.joins;
    if (client->session() != nullptr) {
      sessions_->add(*client);
      ++counters_.sessions;
      watch_sessions();
    }
    room->announce_joined(*client);
    if (client->session() == nullptr) {
      reply(*client, "greeting", {}, R"("Welcome aboard.")");
    } else {
      compose_welcome(*client, sessions_->issue(*client), /*is_resumed=*/false);
      connection.send(frame_);
    }
  } catch (...) {
    // What is left behind here nobody would ever take out.
    client != nullptr ? leave(*client, "closed") : close_if_empty(*room);
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
  auto room =
      std::make_unique<ChatRoom>(std::string{room_id}, limits_, scheduler_, counters_, delivery_);
  log_.write(LogLevel::Debug, "room-opened", {{"room", PrivateRoom{room_id}}});
  return rooms_.emplace(room->id(), std::move(room)).first->second.get();
}

void ChatManager::leave(ChatClient& client, std::string_view departure) {
  ChatRoom& room = client.room();
  if (client.session() != nullptr && sessions_->remove(client)) {
    --counters_.sessions;
    if (client.is_suspended()) --counters_.suspended;
    delivery_.release(client);
  }
  const std::unique_ptr<ChatClient> gone = room.remove(client);
  --client_count_;
  if (room.size() == 0) return close_if_empty(room);
  if (is_announcing_) {
    room.announce_left(gone->id(), departure);
  } else {
    room.change_silently();
  }
  if (gone->session() != nullptr) report_undelivered(room, *gone);
}

void ChatManager::ping(ChatClient& client) {
  const auto since_epoch = std::chrono::duration_cast<std::chrono::milliseconds>(
      scheduler_.wall_clock().time_since_epoch());
  reply_uncounted(client, "ping", {}, std::to_string(since_epoch.count()));
}

void ChatManager::compose(ChatClient& client, std::string_view type, std::string_view id,
                          std::string_view data) {
  frame_.clear();
  protocol::append_frame(frame_, {.sender = kServerAddress,
                                  .receiver = client.id().view(),
                                  .type = type,
                                  .id = id,
                                  .data = data});
  counters_.sent.count(protocol::MessageClass::Control, 1, frame_.size());
}

void ChatManager::reply(ChatClient& client, std::string_view type, std::string_view id,
                        std::string_view data) {
  compose(client, type, id, data);
  delivery_.send(client, frame_);
}

void ChatManager::reply_uncounted(ChatClient& client, std::string_view type, std::string_view id,
                                  std::string_view data) {
  compose(client, type, id, data);
  Delivery::send_uncounted(client, frame_);
}

}  // namespace parley::chat
