// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "parley/base/scheduler.hpp"
#include "parley/base/token_bucket.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/chat/connection.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/resumable_session.hpp"
#include "parley/chat/standing.hpp"

namespace parley::chat {

class ChatRoom;

/// One participant: its id, name and room, and its connection. ChatManager creates and removes it;
/// its room owns it. It checks and charges what the client sends. It sends nothing itself: Delivery
/// does. A client of parley.v1 has a session; while it is suspended it has no connection.
class ChatClient {
 public:
  ChatClient(ClientId id, std::string username, ChatRoom& room, Connection* connection,
             TimePoint joined_at, std::unique_ptr<ResumableSession> session = nullptr)
      : id_(id),
        username_(std::move(username)),
        room_(room),
        connection_(connection),
        session_(std::move(session)),
        joined_at_(joined_at) {}
  ChatClient(const ChatClient&) = delete;
  ChatClient& operator=(const ChatClient&) = delete;

  [[nodiscard]] const ClientId& id() const noexcept { return id_; }
  [[nodiscard]] const std::string& username() const noexcept { return username_; }
  void rename(std::string username) { username_ = std::move(username); }
  [[nodiscard]] ChatRoom& room() const noexcept { return room_; }
  /// Null while the client is suspended.
  [[nodiscard]] Connection* connection() const noexcept { return connection_; }
  void attach(Connection* connection) noexcept { connection_ = connection; }
  [[nodiscard]] bool is_suspended() const noexcept { return connection_ == nullptr; }

  /// Null for a client of the base protocol.
  [[nodiscard]] ResumableSession* session() noexcept { return session_.get(); }
  [[nodiscard]] const ResumableSession* session() const noexcept { return session_.get(); }
  [[nodiscard]] const Standing& standing() const noexcept { return standing_; }
  void set_standing(Standing standing) noexcept { standing_ = standing; }
  [[nodiscard]] TimePoint joined_at() const noexcept { return joined_at_; }

  /// Whether the server has responded to its first message. Until then the client does not know its
  /// own id, and room-info broadcasts to it are delayed.
  [[nodiscard]] bool has_spoken() const noexcept { return has_spoken_; }
  void note_spoken() noexcept { has_spoken_ = true; }
  [[nodiscard]] bool is_owed_room_info() const noexcept { return is_owed_room_info_; }
  void set_owed_room_info(bool owed) noexcept { is_owed_room_info_ = owed; }

  /// The consequences of a message for its sender.
  struct Pace {
    Duration pause{};             ///< do not read from the client for this time; may be zero
    bool episode_begins = false;  ///< the client was not throttled before: send it one error
    bool too_fast = false;        ///< throttled for longer than limits.throttle_deadline
    ThrottleCause cause{};        ///< of the pause; meaningful only if `pause` is not zero
  };

  /// Charges one message of `bytes`. An episode of throttling ends when no pause has been in
  /// force for a second. `extra_pause` is the pause that another limit requires (the room's
  /// broadcast bytes).
  [[nodiscard]] Pace charge(std::size_t bytes, Duration extra_pause, const Limits& limits,
                            TimePoint now) noexcept;

  /// Charges bytes of a replay as if the client had sent them, at most the whole burst.
  void charge_replay(std::size_t bytes, const Limits& limits, TimePoint now) noexcept {
    (void)bytes_.take(std::min(static_cast<double>(bytes), limits.bytes.burst), limits.bytes, now);
  }

  /// The rest of the current pause.
  [[nodiscard]] Duration pause_left(TimePoint now) const noexcept {
    return throttled_since_ && paused_until_ > now ? paused_until_ - now : Duration::zero();
  }

  /// Counts an error that is the client's own fault. False after more than limits.errors_per_minute
  /// within a minute.
  [[nodiscard]] bool charge_error(const Limits& limits, TimePoint now) noexcept;

 private:
  ClientId id_;
  std::string username_;
  ChatRoom& room_;
  Connection* connection_;
  std::unique_ptr<ResumableSession> session_;

  TimePoint joined_at_;
  TokenBucket messages_;
  TokenBucket bytes_;
  std::optional<TimePoint> throttled_since_;
  TimePoint paused_until_{};  // meaningful only while throttled
  TimePoint errors_since_{};
  std::size_t errors_ = 0;
  bool has_spoken_ = false;
  bool is_owed_room_info_ = false;
  Standing standing_;
};

}  // namespace parley::chat
