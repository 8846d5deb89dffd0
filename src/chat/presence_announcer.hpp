// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/room_registry.hpp"
#include "chat/session_table.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"

namespace parley::chat {

/// Tells the others in a room whether a client is suspended, as often as its PresencePace allows.
/// If the pace delays a change, it is announced later, unless the client has changed back. So a
/// client that disconnects and returns often costs the others little. ChatManager owns it.
class PresenceAnnouncer {
 public:
  PresenceAnnouncer(Scheduler& scheduler, RoomRegistry& rooms, SessionTable& sessions)
      : scheduler_(scheduler), rooms_(rooms), sessions_(sessions) {}
  PresenceAnnouncer(const PresenceAnnouncer&) = delete;
  PresenceAnnouncer& operator=(const PresenceAnnouncer&) = delete;

  /// Whether tell() would announce now that this suspended client has resumed.
  [[nodiscard]] bool would_tell_return(const ChatClient& client) const;

  /// Announces that the client is suspended or has resumed. REQUIRES: it has a session.
  void tell(ChatClient& client) { tell(client, /*is_late=*/false); }

  /// Announces a change that had to wait.
  void tell_if_due(ChatClient& client, TimePoint now);

 private:
  void tell(ChatClient& client, bool is_late);

  Scheduler& scheduler_;
  RoomRegistry& rooms_;
  SessionTable& sessions_;
};

}  // namespace parley::chat
