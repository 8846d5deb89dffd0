// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "net/websocket/join_request.hpp"
#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// Writes the events of one WebSocket connection to the log. It keeps the client's id for events
/// after the client has left. The connection owns it.
class ConnectionLog {
 public:
  /// `join` must outlive the log.
  ConnectionLog(EventLog& log, const JoinRequest& join) : log_(log), join_(join) {}

  void on_join(const chat::ClientId& client, bool is_resumed);
  void on_end(protocol::CloseReason reason, bool is_seat_kept, Duration lasted);

  // Bugs. Each costs the connection.
  void on_join_failure(std::string_view error);
  void on_message_failure(std::string_view error);

  /// The client's id; empty before it has joined.
  [[nodiscard]] std::string_view client_name() const noexcept {
    return client_id_ ? client_id_->view() : std::string_view{};
  }

 private:
  EventLog& log_;
  const JoinRequest& join_;
  std::optional<chat::ClientId> client_id_;
};

}  // namespace parley::net
