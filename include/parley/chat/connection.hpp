// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "parley/protocol/close_reason.hpp"

namespace parley::chat {

/// The path to one participant, which a ChatClient wraps. WebSocketConnection implements it; tests
/// use a fake. Neither function calls back into the chat layer before it returns, so a broadcast
/// can iterate over the members of a room. A failed send is reported later, through
/// ChatManager::on_connection_end.
class Connection {
 public:
  virtual ~Connection() = default;

  /// Queues one complete frame for the client. The view need not outlive the call.
  virtual void send(std::string_view frame) = 0;

  /// Closes the connection for `reason`, after the frames queued before. The chat layer has
  /// released this connection by then, so no ChatManager::on_connection_end follows.
  virtual void close(protocol::CloseReason reason) = 0;
};

}  // namespace parley::chat
