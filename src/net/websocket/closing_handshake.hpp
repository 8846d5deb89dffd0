// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "net/websocket/websocket_services.hpp"
#include "net/websocket/websocket_stream.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// How a WebSocket ends (RFC 6455 section 7): the goodbye, the Close frame, the rest of the output,
/// then the end of the TCP, with a deadline for all of it. A WebSocketConnection owns it, decides
/// when it begins and for which reason, and aborts what is overdue. `owner` in the calls is that
/// connection, which has to live until the end.
class ClosingHandshake {
 public:
  ClosingHandshake(const WebSocketServices& services, BatchingStream& stream,
                   WebSocketStream& websocket)
      : services_(services), stream_(stream), websocket_(websocket) {}

  /// Who is told goodbye.
  struct Client {
    std::string_view name;  ///< its id; empty: it has none
    bool has_session;       ///< it speaks parley.v1, and is told when to be back
  };

  void begin(protocol::CloseReason reason, const Client& client, std::shared_ptr<void> owner);

  /// Beast's read has ended with `ec` after the connection's end was decided. Without an error it
  /// goes on reading by itself until the peer's Close has come.
  void on_read(error_code ec, std::shared_ptr<void> owner);

  /// Beast reads nothing more, because of `ec`.
  void finish(error_code ec, std::shared_ptr<void> owner);

  /// Whether it began, and takes too long.
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
  bool is_closing_ = false;  // Beast has a Close under way
};

}  // namespace parley::net
