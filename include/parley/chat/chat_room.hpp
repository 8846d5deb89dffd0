// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/scheduler.hpp"

namespace parley::chat {

/// The clients of one room in join order, and what is said to all of them. ChatManager owns it,
/// from its first client to its last. It folds changes: however many there are within
/// limits.room_info_interval, each client gets one list that shows the state at its end.
class ChatRoom {
 public:
  /// `limits`, `scheduler` and `counters` are ChatManager's and outlive the room.
  ChatRoom(std::string id, const Limits& limits, Scheduler& scheduler, Counters& counters);
  ChatRoom(const ChatRoom&) = delete;
  ChatRoom& operator=(const ChatRoom&) = delete;

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }
  [[nodiscard]] bool is_full() const noexcept { return size() >= limits_.clients_per_room; }

  ChatClient& add(std::unique_ptr<ChatClient> client);
  /// Removes exactly this client, by identity. REQUIRES: it is in the room.
  void remove(const ChatClient& client);

  /// The client with this id, or null. Never one of another room.
  [[nodiscard]] ChatClient* find(std::string_view client_id) const noexcept;

  /// Sends `frame` to every client. Returns for how long the sender should pause because the room
  /// has had more than limits.room_bytes_per_second.
  [[nodiscard]] Duration broadcast(std::string_view frame);

  /// The `data` of room-info as of now.
  void append_info(std::string& out) const;

  /// Somebody was renamed or has left: all are told at the end of the folding interval.
  void announce_change();

  /// The client has had its first answer: sends it the list that was held back from it, if any.
  void end_first_message_wait(ChatClient& client);

 private:
  struct Member {
    std::uint64_t key;  // the id's first eight bytes: a look-up then reads one cache line, not N
    std::unique_ptr<ChatClient> client;
  };

  void announce();
  void send_overdue();
  void wait_for_first_messages(TimePoint until);
  [[nodiscard]] bool must_wait(const ChatClient& client, TimePoint now) const noexcept;
  [[nodiscard]] std::string info_frame() const;
  [[nodiscard]] Rate broadcast_rate() const noexcept;
  Duration charge_broadcast(std::size_t bytes, TimePoint now);
  void account_for_info(std::size_t copies, const std::string& frame, TimePoint now);

  const std::string id_;
  const Limits& limits_;
  Scheduler& scheduler_;
  Counters& counters_;

  std::vector<Member> members_;
  TokenBucket broadcast_bytes_;
  std::unique_ptr<Scheduler::Timer> announcement_;
  std::unique_ptr<Scheduler::Timer> first_messages_;
};

}  // namespace parley::chat
