// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "parley/base/event_log.hpp"
#include "parley/chat/chat_room.hpp"

namespace parley::chat {

/// The rooms by id, and the number of clients in them. A room exists from just before its first
/// client joins until its last client leaves. ChatManager owns it.
class RoomRegistry {
 public:
  RoomRegistry(const RoomServices& services, EventLog& log) : services_(services), log_(log) {}
  RoomRegistry(const RoomRegistry&) = delete;
  RoomRegistry& operator=(const RoomRegistry&) = delete;

  /// The room with this id, created if necessary. Null if there are too many rooms.
  [[nodiscard]] ChatRoom* open(std::string_view room_id);

  /// Adds the client to its room.
  ChatClient& add(std::unique_ptr<ChatClient> client);

  /// Removes the client from its room, and tells the room unless the server is shutting down.
  /// `room` in the result is null if this was the last client and the room is gone.
  struct Removed {
    std::unique_ptr<ChatClient> client;
    ChatRoom* room;
  };
  Removed remove(ChatClient& client, std::string_view departure);

  void close_if_empty(ChatRoom& room);

  /// Stops announcing departures and suspensions, because the server is shutting down.
  void stop_announcing() noexcept { is_announcing_ = false; }
  [[nodiscard]] bool is_announcing() const noexcept { return is_announcing_; }

  [[nodiscard]] std::size_t size() const noexcept { return rooms_.size(); }
  [[nodiscard]] std::size_t client_count() const noexcept { return client_count_; }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [id, room] : rooms_) visit(*room);
  }

 private:
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  const RoomServices& services_;
  EventLog& log_;
  std::unordered_map<std::string, std::unique_ptr<ChatRoom>, StringHash, std::equal_to<>> rooms_;
  std::size_t client_count_ = 0;
  bool is_announcing_ = true;
};

}  // namespace parley::chat
