// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/chat/limits.hpp"
#include "parley/protocol/message.hpp"

namespace parley::chat {

/// The clients of one room in join order, and what is said to all of them. ChatManager owns it,
/// from its first client to its last. A change raises the room's version. Clients of parley.v1 are
/// told each one; for the others changes are folded: however many there are within
/// limits.room_info_interval, each client gets one list that shows the state at its end.
class ChatRoom {
 public:
  /// All but the id are ChatManager's and outlive the room.
  ChatRoom(std::string id, const Limits& limits, Scheduler& scheduler, Counters& counters,
           Delivery& delivery);
  ChatRoom(const ChatRoom&) = delete;
  ChatRoom& operator=(const ChatRoom&) = delete;

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }
  [[nodiscard]] bool is_full() const noexcept { return size() >= limits_.clients_per_room; }

  ChatClient& add(std::unique_ptr<ChatClient> client);
  /// Removes exactly this client, by identity. REQUIRES: it is in the room.
  std::unique_ptr<ChatClient> remove(const ChatClient& client);

  /// The client with this id, or null. Never one of another room.
  [[nodiscard]] ChatClient* find(std::string_view client_id) const noexcept;

  /// Sends `frame` to every client. Returns for how long the sender should pause because the room
  /// has had more than limits.room_bytes_per_second.
  [[nodiscard]] Duration broadcast(std::string_view frame);

  /// How many changes there have been.
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
  void set_version(std::uint64_t version) noexcept { version_ = version; }

  /// Everybody, in join order. The views last until the next change.
  [[nodiscard]] std::vector<protocol::ClientInfo> clients() const;

  /// The `data` of room-info as of now, as clients of the base protocol know it.
  void append_info(std::string& out) const;

  // Something has changed, and those who are to know are told. REQUIRES: the client is in the room,
  // except that one which has left is not any more.
  void announce_joined(const ChatClient& client);
  void announce_left(const ClientId& id, std::string_view reason);
  void announce_suspended(const ChatClient& client);
  void announce_resumed(const ChatClient& client);
  /// Returns for how long the client should pause because the room has had more than
  /// limits.room_bytes_per_second.
  [[nodiscard]] Duration announce_renamed(const ChatClient& client);
  /// The same for a change that nobody is told: the version alone tells, later.
  void change_silently() noexcept { ++version_; }

  /// Calls `visit` with each client. It must not change who is here.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Member& member : members_) visit(*member.client);
  }

  /// The client has had its first answer: sends it the list that was held back from it, if any.
  void end_first_message_wait(ChatClient& client);

 private:
  struct Member {
    std::uint64_t key;  // the id's first eight bytes: a look-up then reads one cache line, not N
    std::unique_ptr<ChatClient> client;
  };

  Duration tell_sessions(std::string_view type, std::string_view data, const ChatClient* except);
  void announce_presence(std::string_view type, const ClientId& id, std::string_view reason,
                         const ChatClient* except);
  void announce_list();
  void send_list();
  void send_overdue();
  void wait_for_first_messages(TimePoint until);
  [[nodiscard]] bool must_wait(const ChatClient& client, TimePoint now) const noexcept;
  [[nodiscard]] std::string info_frame() const;
  [[nodiscard]] Rate broadcast_rate() const noexcept;
  Duration charge_broadcast(std::size_t bytes, TimePoint now);
  Duration account_for_info(std::size_t copies, const std::string& frame, TimePoint now);

  const std::string id_;
  const Limits& limits_;
  Scheduler& scheduler_;
  Counters& counters_;
  Delivery& delivery_;

  std::vector<Member> members_;
  std::size_t sessions_ = 0;  // members that speak parley.v1
  std::uint64_t version_ = 0;
  TokenBucket broadcast_bytes_;
  std::unique_ptr<Scheduler::Timer> announcement_;
  std::unique_ptr<Scheduler::Timer> first_messages_;
};

}  // namespace parley::chat
