// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "parley/base/scheduler.hpp"
#include "parley/chat/replay_buffer.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::chat {

/// What a client of parley.v1 has beyond its connections: what it has sent and got, in counts, and
/// what it has not acknowledged. Its ChatClient owns it; SessionTable finds it by its token and
/// watches its due times. It is small, because an idle client has one, too.
class ResumableSession {
 public:
  ResumableSession() = default;
  /// As another process has left it.
  ResumableSession(std::uint64_t received, ReplayBuffer replay)
      : replay_(std::move(replay)), received_(received) {}

  [[nodiscard]] ReplayBuffer& replay() noexcept { return replay_; }
  [[nodiscard]] const ReplayBuffer& replay() const noexcept { return replay_; }

  /// Messages of the client that have been counted.
  [[nodiscard]] std::uint64_t received() const noexcept { return received_; }

  /// Counts a message of the client. True if the client is owed an acknowledgement from now on,
  /// and was not before.
  [[nodiscard]] bool count_received(std::size_t bytes) noexcept {
    ++received_;
    unconfirmed_bytes_ += static_cast<std::uint32_t>(bytes);
    return unconfirmed_++ == 0;
  }
  [[nodiscard]] bool owes_ack() const noexcept { return unconfirmed_ > 0; }
  /// So much has come that the acknowledgement must not wait any longer.
  [[nodiscard]] bool is_ack_urgent() const noexcept {
    return unconfirmed_ >= kAckMessages || unconfirmed_bytes_ >= kAckBytes;
  }
  void on_acked() noexcept { unconfirmed_ = unconfirmed_bytes_ = 0; }

  /// When something has to be done for this client, by itself. The maximum stands for never.
  struct DueTimes {
    TimePoint ack = TimePoint::max();
    TimePoint ice_servers = TimePoint::max();  ///< fresh ones
    TimePoint end = TimePoint::max();          ///< of the seat, while suspended

    [[nodiscard]] TimePoint first() const noexcept { return std::min({ack, ice_servers, end}); }
  };
  DueTimes due;

  /// For due.ice_servers: another process has told the client of some, nobody knows when.
  static constexpr TimePoint kUnknownAge = TimePoint::min();

 private:
  static constexpr std::uint32_t kAckMessages = 16;
  static constexpr std::uint32_t kAckBytes = 64 * 1024;

  ReplayBuffer replay_;
  std::uint64_t received_ = 0;
  std::uint32_t unconfirmed_ = 0;
  std::uint32_t unconfirmed_bytes_ = 0;

 public:
  /// What SessionTable, and nobody else, notes here: its own place and the tokens.
  struct TableEntry {
    std::uint32_t index = 0;
    TokenHash token;
    TokenHash previous_token;
  };
  TableEntry table_entry;

  // Flags come last, so that they share the last bytes: there is one session for each client.
  bool has_previous_token = false;  ///< the client may not have got the present one yet
  bool is_absence_known = false;    ///< the others were told `client-suspended`
  bool is_over_limit = false;       ///< too much to keep: the seat is about to be given up
};

}  // namespace parley::chat
