// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/room_registry.hpp"
#include "chat/session_keeper.hpp"
#include "chat/session_table.hpp"
#include "parley/base/accounts.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/snapshot.hpp"

namespace parley::chat {

/// Hands all sessions to the next process as values, and receives those of the previous one; all
/// their clients are suspended then. ChatManager owns it.
class SessionTransfer {
 public:
  struct Parts {
    const Limits& limits;
    Scheduler& scheduler;
    const Counters& counters;
    AccountTable& accounts;
    RoomRegistry& rooms;
    SessionTable& sessions;
    Delivery& delivery;
    SessionKeeper& keeper;
  };
  explicit SessionTransfer(const Parts& parts) : parts_(parts) {}
  SessionTransfer(const SessionTransfer&) = delete;
  SessionTransfer& operator=(const SessionTransfer&) = delete;

  /// As ChatManager::snapshot.
  [[nodiscard]] Snapshot snapshot() const;
  /// As ChatManager::restore.
  void restore(const Snapshot& snapshot);

 private:
  void restore_room(const Snapshot::Room& saved);
  ChatClient& restore_seat(ChatRoom& room, const Snapshot::Seat& seat);

  const Parts parts_;
};

}  // namespace parley::chat
