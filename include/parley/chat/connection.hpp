// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "parley/protocol/close_reason.hpp"

namespace parley::chat {

/// What a ChatClient wraps: the way to one participant. The WebSocket session implements it, tests
/// use a fake. Neither verb calls back into the chat layer before it has returned, so that a
/// broadcast can walk a room's members; what goes wrong with a send is reported later, through
/// ChatManager::on_connection_end.
class Connection {
 public:
  virtual ~Connection() = default;

  /// Queues one complete frame for the client. The view need not outlive the call.
  virtual void send(std::string_view frame) = 0;

  /// Closes the connection for `reason`, after what was queued before. The chat layer has let go
  /// of this connection by then: no ChatManager::on_connection_end follows.
  virtual void close(protocol::CloseReason reason) = 0;
};

}  // namespace parley::chat
