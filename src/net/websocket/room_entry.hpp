// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include "net/websocket/join_request.hpp"
#include "net/websocket/websocket_services.hpp"
#include "parley/base/accounts.hpp"
#include "parley/chat/entrance.hpp"

namespace parley::net {

/// The way of one WebSocket connection into its room: it resumes a session, or joins when the
/// entrance admits it. The connection owns it until then.
class RoomEntry {
 public:
  /// `join` outlives this.
  RoomEntry(const WebSocketServices& services, JoinRequest& join, const AccountHold& account)
      : services_(services), join_(join), account_(account) {}
  RoomEntry(const RoomEntry&) = delete;
  RoomEntry& operator=(const RoomEntry&) = delete;

  /// Null if there is nothing to resume.
  [[nodiscard]] chat::ChatClient* resume(chat::Connection& connection);

  using Answer = std::function<void(const chat::Entrance::Verdict&)>;
  /// Calls `answer` at once or later; not after this or `owner` is destroyed. Keeps `owner` alive
  /// meanwhile. Refuses the client when the deadline is over.
  void ask(const std::shared_ptr<void>& owner, Answer answer);

  /// Joins the room, or opens a session in it. REQUIRES: the entrance admits the client.
  [[nodiscard]] chat::JoinResult join(chat::Connection& connection,
                                      const chat::Entrance::Verdict& verdict);

 private:
  void finish(const chat::Entrance::Verdict& verdict);

  const WebSocketServices& services_;
  JoinRequest& join_;
  const AccountHold& account_;
  std::shared_ptr<Answer> answer_;              // null: nothing is asked
  std::unique_ptr<Scheduler::Timer> deadline_;  // holds the owner
};

}  // namespace parley::net
