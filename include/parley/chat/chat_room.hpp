// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/base/scheduler.hpp"
#include "parley/base/token_bucket.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/room_announcer.hpp"
#include "parley/protocol/message.hpp"

namespace parley::chat {

/// Collaborators that all rooms share. They outlive the rooms.
struct RoomServices {
  const Limits& limits;
  Scheduler& scheduler;
  Counters& counters;
  Delivery& delivery;
};

/// The clients of one room in join order, and the broadcasts to all of them. RoomRegistry owns it,
/// from its first client to its last. Its RoomAnnouncer tells the members about each other.
class ChatRoom {
 public:
  ChatRoom(std::string id, const RoomServices& services)
      : id_(std::move(id)), services_(services), announcer_(*this) {}
  ChatRoom(const ChatRoom&) = delete;
  ChatRoom& operator=(const ChatRoom&) = delete;

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] const RoomServices& services() const noexcept { return services_; }
  [[nodiscard]] RoomAnnouncer& announcer() noexcept { return announcer_; }
  [[nodiscard]] std::uint64_t version() const noexcept { return announcer_.version(); }

  [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }
  [[nodiscard]] bool is_full() const noexcept {
    return size() >= services_.limits.clients_per_room;
  }
  /// The number of members that speak parley.v1.
  [[nodiscard]] std::size_t session_count() const noexcept { return sessions_; }

  /// Adds the client, without telling the others.
  ChatClient& add(std::unique_ptr<ChatClient> client);
  /// Removes exactly this client, by identity. REQUIRES: it is in the room.
  std::unique_ptr<ChatClient> remove(const ChatClient& client);

  /// The client with this id in this room, or null.
  [[nodiscard]] ChatClient* find(std::string_view client_id) const noexcept;

  /// Calls `visit` with each client in join order. `visit` must not add or remove clients.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Member& member : members_) visit(*member.client);
  }

  /// All clients, in join order. The views last until the next change.
  [[nodiscard]] std::vector<protocol::ClientInfo> clients() const;

  /// The `data` of room-info now, for clients of the base protocol.
  void append_info(std::string& out) const;

  /// Sends `frame` to every client. Returns how long the sender should pause because the room has
  /// exceeded limits.room_bytes_per_second.
  [[nodiscard]] Duration broadcast(std::string_view frame);

  /// Charges `bytes` as sent to all members. Returns the same pause as broadcast.
  Duration charge_broadcast(std::size_t bytes);
  /// The time until the room may broadcast again.
  [[nodiscard]] Duration broadcast_debt() const noexcept;

 private:
  struct Member {
    std::uint64_t key;  // the id's first eight bytes: a look-up then reads one cache line, not N
    std::unique_ptr<ChatClient> client;
  };

  [[nodiscard]] Rate broadcast_rate() const noexcept;

  const std::string id_;
  const RoomServices& services_;
  std::vector<Member> members_;
  std::size_t sessions_ = 0;
  TokenBucket broadcast_bytes_;
  RoomAnnouncer announcer_;
};

}  // namespace parley::chat
