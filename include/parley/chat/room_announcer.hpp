// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

class ChatRoom;

/// What the members of one room are told about each other. Each change raises the room's version.
/// Clients of parley.v1 are told each one, as a delta; for the others changes are folded: however
/// many there are within limits.room_info_interval, each client gets one list, which shows the
/// state at its end (docs/protocol.md, "What the server sends by itself"). Its room owns it.
class RoomAnnouncer {
 public:
  explicit RoomAnnouncer(ChatRoom& room) : room_(room) {}
  RoomAnnouncer(const RoomAnnouncer&) = delete;
  RoomAnnouncer& operator=(const RoomAnnouncer&) = delete;

  /// How many changes there have been.
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
  void set_version(std::uint64_t version) noexcept { version_ = version; }

  // Something has changed. REQUIRES: the client is in the room, except that one which has left is
  // not any more.
  void announce_joined(const ChatClient& client);
  void announce_left(const ClientId& id, std::string_view reason);
  void announce_suspended(const ChatClient& client);
  void announce_resumed(const ChatClient& client);
  /// Returns for how long the client should pause because the room has had more than
  /// limits.room_bytes_per_second.
  [[nodiscard]] Duration announce_renamed(const ChatClient& client);
  /// A change that nobody is told: the version alone tells, later.
  void change_silently() noexcept { ++version_; }

  /// The client has had its first response: sends it the list that was held back from it, if any.
  void end_first_message_wait(ChatClient& client);

 private:
  Duration tell_sessions(protocol::MessageType type, std::string_view data,
                         const ChatClient* except);
  void tell_presence(protocol::MessageType type, const ClientId& id, std::string_view reason,
                     const ChatClient* except);
  void announce_list();
  void send_list();
  void send_overdue();
  void wait_for_first_messages(TimePoint until);
  [[nodiscard]] bool must_wait(const ChatClient& client, TimePoint now) const noexcept;
  [[nodiscard]] std::string list_frame() const;
  Duration account(std::size_t copies, const std::string& frame);

  ChatRoom& room_;
  std::uint64_t version_ = 0;
  std::unique_ptr<Scheduler::Timer> announcement_;
  std::unique_ptr<Scheduler::Timer> first_messages_;
};

}  // namespace parley::chat
