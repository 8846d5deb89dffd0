// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "parley/base/accounts.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/presence_pace.hpp"
#include "parley/chat/replay_buffer.hpp"
#include "parley/chat/resume_pace.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::chat {

/// The state of a client of parley.v1 that outlives its connections: counts of the messages in both
/// directions, and the messages that it has not acknowledged. Its ChatClient owns it; SessionTable
/// finds it by its token and watches its due times. It is small, because every idle client has one.
class ResumableSession {
 public:
  ResumableSession() = default;
  /// Restores a session that another process has saved.
  ResumableSession(std::uint64_t received, ReplayBuffer replay)
      : replay_(std::move(replay)), received_(received) {}

  [[nodiscard]] ReplayBuffer& replay() noexcept { return replay_; }
  [[nodiscard]] const ReplayBuffer& replay() const noexcept { return replay_; }

  /// The address that is charged for this session: that of the client's latest connection. Empty if
  /// no address is charged.
  [[nodiscard]] const AccountHold& account() const noexcept { return account_; }
  /// REQUIRES: the client is not suspended.
  void charge_to(AccountHold account) noexcept {
    if (Account* const old = account_.get()) old->kept_bytes -= replay_.bytes();
    account_ = std::move(account);
    if (Account* const now = account_.get()) now->kept_bytes += replay_.bytes();
  }

  /// Counted messages of the client.
  [[nodiscard]] std::uint64_t received() const noexcept { return received_; }

  /// Counts a message of the client. True if it is the first one that the server has not yet
  /// acknowledged.
  [[nodiscard]] bool count_received(std::size_t bytes) noexcept {
    ++received_;
    unconfirmed_bytes_ += static_cast<std::uint32_t>(bytes);
    return unconfirmed_++ == 0;
  }
  [[nodiscard]] bool owes_ack() const noexcept { return unconfirmed_ > 0; }
  /// Whether the unacknowledged messages have reached the number or size at which the server must
  /// acknowledge them at once.
  [[nodiscard]] bool is_ack_urgent() const noexcept {
    return unconfirmed_ >= kAckMessages || unconfirmed_bytes_ >= kAckBytes;
  }
  void on_acked() noexcept { unconfirmed_ = unconfirmed_bytes_ = 0; }

  /// Times at which something is due for this client. The maximum means never.
  struct DueTimes {
    TimePoint ack = TimePoint::max();
    TimePoint ice_servers = TimePoint::max();  ///< a fresh list
    TimePoint end = TimePoint::max();          ///< of a suspended client's seat
  };
  DueTimes due;
  [[nodiscard]] TimePoint first_due() const noexcept {
    return std::min({due.ack, due.ice_servers, due.end,
                     is_presence_due ? presence_pace.next() : TimePoint::max()});
  }
  PresencePace presence_pace;

  /// For due.ice_servers: the previous process sent the client its list, at an unknown time.
  static constexpr TimePoint kUnknownAge = TimePoint::min();

 private:
  static constexpr std::uint32_t kAckMessages = 16;
  static constexpr std::uint32_t kAckBytes = 64 * 1024;

  ReplayBuffer replay_;
  AccountHold account_;
  std::uint64_t received_ = 0;
  std::uint32_t unconfirmed_ = 0;
  std::uint32_t unconfirmed_bytes_ = 0;

 public:
  /// Belongs to SessionTable: its position there, and the tokens.
  struct TableEntry {
    std::uint32_t index = 0;
    TokenHash token;
    TokenHash previous_token;
  };
  TableEntry table_entry;

  // Flags come last, in the unused bytes of the pace, because every client has a session.
  [[no_unique_address]] ResumePace resume_pace;
  bool has_previous_token = false;  ///< the client may not have received the present one yet
  bool is_absence_known = false;    ///< the last announcement was `client-suspended`
  bool is_presence_due = false;     ///< a change waits until presence_pace allows it
  bool is_over_limit = false;       ///< its limit is exceeded: the seat is about to be given up
};

}  // namespace parley::chat
