// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "net/websocket/websocket_services.hpp"
#include "net/websocket/websocket_stream.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// Ends a WebSocket (RFC 6455 section 7): the `bye`, the Close frame, the rest of the output, then
/// the end of TCP, with a deadline for all of it. A WebSocketConnection owns it, decides when and
/// why to start it, and aborts it when it is overdue. `owner` in the calls is that connection,
/// which must live until the end.
class ClosingHandshake {
 public:
  ClosingHandshake(const WebSocketServices& services, BatchingStream& stream,
                   WebSocketStream& websocket)
      : services_(services), stream_(stream), websocket_(websocket) {}

  /// The client that gets the `bye`.
  struct Client {
    std::string_view name;  ///< its id; empty if it has none
    bool has_session;       ///< it speaks parley.v1, and learns when to reconnect
  };

  void begin(protocol::CloseReason reason, const Client& client, std::shared_ptr<void> owner);

  /// Call this when Beast's read has ended with `ec` after the start of the handshake. If there is
  /// no error, continues to read until the peer's Close arrives.
  void on_read(error_code ec, std::shared_ptr<void> owner);

  /// Call this when Beast has stopped reading because of `ec`.
  void finish(error_code ec, std::shared_ptr<void> owner);

  /// Whether the handshake has started and is overdue.
  [[nodiscard]] bool is_overdue(TimePoint now) const noexcept {
    return deadline_ != TimePoint{} && now >= deadline_;
  }

 private:
  void say_bye(protocol::CloseReason reason, const Client& client);
  void say(const Client& client, std::string_view type, std::string_view data);

  const WebSocketServices& services_;
  BatchingStream& stream_;
  WebSocketStream& websocket_;
  TimePoint deadline_{};
  bool is_closing_ = false;  // Beast is sending a Close
};

}  // namespace parley::net
