// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "chat/responder.hpp"
#include "chat/session_table.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/sources.hpp"

namespace parley::chat {

/// Sends ICE servers to clients, and fresh ones to clients of parley.v1: before credentials expire,
/// and after the list has changed. ChatManager owns it.
class IceServerFeed {
 public:
  IceServerFeed(const IceServerSource& source, Scheduler& scheduler, SessionTable& sessions,
                Responder& responder, Counters& counters)
      : source_(source),
        scheduler_(scheduler),
        sessions_(sessions),
        responder_(responder),
        counters_(counters) {}
  IceServerFeed(const IceServerFeed&) = delete;
  IceServerFeed& operator=(const IceServerFeed&) = delete;

  /// The `data` of `ice-servers` for the client; nothing if it could not be made.
  [[nodiscard]] std::optional<std::string> list_for(const ChatClient& client) const;

  /// The same for a `welcome`, "[]" if it could not be made. Schedules the next list. REQUIRES: the
  /// client has a session.
  [[nodiscard]] std::string list_for_welcome(ChatClient& client);

  /// Sends a fresh list to a client of parley.v1 for which one is due.
  void push(ChatClient& client);

  /// Call this when the servers have changed. Every client of parley.v1 gets a fresh list within
  /// seconds.
  void renew_all();

 private:
  [[nodiscard]] TimePoint next_due(const ResumableSession& session,
                                   const IceServerList& servers) const;

  const IceServerSource& source_;
  Scheduler& scheduler_;
  SessionTable& sessions_;
  Responder& responder_;
  Counters& counters_;
};

}  // namespace parley::chat
