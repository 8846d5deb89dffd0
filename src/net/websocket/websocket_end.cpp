// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The part of WebSocketConnection that ends it.
#include <utility>

#include "net/websocket/websocket_connection.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::net {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using Clock = std::chrono::steady_clock;

/// The one way out: the first reason counts, for the chat layer, the log, the counters and the
/// Close frame.
void WebSocketConnection::end(CloseReason reason) {
  if (reason_) return;
  reason_ = reason;
  leave_for(reason);
  begin_close(reason);
}

void WebSocketConnection::leave_for(CloseReason reason) {
  bool is_seat_kept = false;
  if (client_ != nullptr) {
    is_seat_kept = services_.chat.on_connection_end(*std::exchange(client_, nullptr), reason);
  }
  services_.counters.count(reason);
  log_end(reason, is_seat_kept);
}

void WebSocketConnection::log_end(CloseReason reason, bool is_seat_kept) {
  const auto& info = protocol::close_info(reason);
  const PrivateRoom room{join_.room_id};
  const std::int64_t code = info.code;
  if (!client_id_) {
    return services_.log.write(LogLevel::Info, "turned-away",
                               {{"room", room},
                                {"address", PrivateAddress{join_.address}},
                                {"reason", info.name},
                                {"code", code}});
  }
  const std::int64_t lasted =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_at_).count();
  const std::string_view event = reason == CloseReason::TakenOver ? "taken-over"
                                 : is_seat_kept                   ? "suspended"
                                                                  : "left";
  services_.log.write(LogLevel::Info, event,
                      {{"client", client_name()},
                       {"room", room},
                       {"reason", info.name},
                       {"code", code},
                       {"milliseconds", lasted}});
}

std::string_view WebSocketConnection::client_name() const noexcept {
  return client_id_ ? client_id_->view() : std::string_view{};
}

void WebSocketConnection::begin_close(CloseReason reason) {
  close_deadline_ = Clock::now() + services_.settings.limits.close_deadline;
  if (pause_) pause_->cancel();
  if (!is_accepted_ || !websocket_.is_open()) return;
  // Whoever is at the other end has all of it coming over another connection.
  if (reason == CloseReason::TakenOver && !stream_->discard_output()) return stream_->close();
  const auto& info = protocol::close_info(reason);
  if (info.says_bye) say_bye(reason);
  const websocket::close_reason frame{static_cast<websocket::close_code>(info.code),
                                      beast::string_view{info.sentence}};
  is_closing_ = true;
  websocket_.async_close(frame, [self = shared_from_this()](error_code ec) { self->finish(ec); });
}

void WebSocketConnection::say_bye(CloseReason reason) {
  if (reason == CloseReason::Draining && join_.wants_session) {
    std::string data;
    protocol::append_going_away(data, services_.connections.next_return_delay());
    say("going-away", data);
  }
  say("bye", protocol::json_string(protocol::close_info(reason).sentence));
}

/// By the session itself and not by the chat layer, which has let go of the client already.
void WebSocketConnection::say(std::string_view type, std::string_view data) {
  std::string frame;
  protocol::append_frame(frame, {.sender = protocol::kServerAddress,
                                 .receiver = client_name(),
                                 .type = type,
                                 .id = {},
                                 .data = data});
  // Into a full queue there is no putting it, and its reader would not see it anyway.
  (void)stream_->append(frame, services_.settings.limits.output_bytes);
}

/// Beast reads nothing more, for the reason `ec`. After a whole closing handshake the server closes
/// first (RFC 6455 section 7.1.1); otherwise the far end may still be sending.
void WebSocketConnection::finish(error_code ec) {
  const bool is_handshake_complete = !ec || ec == boost::beast::websocket::error::closed;
  stream_->finish(shared_from_this(), is_handshake_complete);
}

void WebSocketConnection::on_drain() {
  if (is_accepted_) return end(CloseReason::Draining);
  if (reason_) return;
  reason_ = CloseReason::Draining;  // the upgrade is being answered; closed right behind it
  leave_for(CloseReason::Draining);
}

void WebSocketConnection::abort() {
  if (!reason_) {
    reason_ = CloseReason::ConnectionLost;
    leave_for(CloseReason::ConnectionLost);
  }
  if (pause_) pause_->cancel();
  stream_->close();
}

}  // namespace parley::net
