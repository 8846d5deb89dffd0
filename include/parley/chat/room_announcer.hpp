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

/// Tells the members of one room about each other. Each change raises the room's version. Clients
/// of parley.v1 get each change. For the others changes are combined: each client gets one list per
/// limits.room_info_interval, with the state at the end of the interval (docs/protocol.md, "What
/// the server sends by itself"). Its room owns it.
class RoomAnnouncer {
 public:
  explicit RoomAnnouncer(ChatRoom& room) : room_(room) {}
  RoomAnnouncer(const RoomAnnouncer&) = delete;
  RoomAnnouncer& operator=(const RoomAnnouncer&) = delete;

  /// The number of changes so far.
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
  void set_version(std::uint64_t version) noexcept { version_ = version; }

  // Announce a change. REQUIRES: the client is in the room, or has just left it.
  void announce_joined(const ChatClient& client);
  void announce_left(const ClientId& id, std::string_view reason);
  void announce_suspended(const ChatClient& client);
  void announce_resumed(const ChatClient& client, bool is_told_itself);
  /// Returns how long the client should pause because the room has exceeded
  /// limits.room_bytes_per_second.
  [[nodiscard]] Duration announce_renamed(const ChatClient& client);
  /// Raises the version without announcing the change. Clients of parley.v1 later see a gap.
  void change_silently() noexcept { ++version_; }

  /// Call this after responding to the client's first message. Sends the delayed list, if any.
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
