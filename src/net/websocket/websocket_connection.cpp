// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/websocket_connection.hpp"

#include <exception>
#include <utility>

#include <boost/asio/error.hpp>

#include "net/websocket/ping_frame.hpp"
#include "net/websocket/websocket_quirks.hpp"
#include "parley/base/utf8.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

WebSocketConnection::WebSocketConnection(const WebSocketServices& services,
                                         std::unique_ptr<BatchingStream> stream, JoinRequest join,
                                         Admission::Ticket ticket)
    : TrackedConnection(services.connections),
      services_(services),
      stream_(std::move(stream)),
      join_(std::move(join)),
      ticket_(std::move(ticket)),
      websocket_(*stream_),
      log_(services_.log, join_),
      started_at_(services_.scheduler.now()),
      liveness_(started_at_) {
  // One sweep watches all connections. A timer for each operation of each connection would cost
  // more than the operations.
  websocket_.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                        websocket::stream_base::none(), false});
  websocket_.read_message_max(services.settings.limits.message_bytes);
  websocket_.control_callback([this](websocket::frame_type type, beast::string_view payload) {
    on_control_frame(type, {payload.data(), payload.size()});
  });
}

// A connection without an outstanding operation is destroyed, even if a handler has thrown.
// Its client must not stay in the room.
WebSocketConnection::~WebSocketConnection() {
  if (client_ != nullptr) leave_for(CloseReason::InternalError);
}

void WebSocketConnection::start(const UpgradeRequest& request) {
  stream_->set_owner(weak_from_this());
  stream_->charge_to(ticket_.account());
  websocket_.set_option(websocket::stream_base::decorator([wants_session = join_.wants_session](
                                                              websocket::response_type& response) {
    response.set(beast::http::field::server, "parley");
    if (!wants_session) return;
    response.set(beast::http::field::sec_websocket_protocol,
                 beast::string_view{protocol::kSubprotocol.data(), protocol::kSubprotocol.size()});
  }));
  websocket_.async_accept(request,
                          [self = shared_from_this()](error_code ec) { self->on_accept(ec); });
}

void WebSocketConnection::on_accept(error_code ec) {
  if (ec) return stream_->finish(shared_from_this());
  is_accepted_ = true;
  stream_->expect_frames();
  ++services_.counters.upgrades;
  if (reason_) return begin_close(*reason_);  // a drain has begun meanwhile
  try {
    join();
  } catch (const std::exception& error) {
    fail_to_join(error);
  }
}

void WebSocketConnection::join() {
  if (services_.connections.is_draining()) return end(CloseReason::Draining);
  if (!join_.username) return end(CloseReason::BadJoin);
  entry_ = std::make_unique<RoomEntry>(services_, join_, ticket_.account());
  if (chat::ChatClient* const client = entry_->resume(*this)) {
    is_resumed_ = true;
    return on_joined(*client);
  }
  if (join_.must_resume) return end(CloseReason::OverCapacity);
  entry_->ask(shared_from_this(), [this](const auto& verdict) { on_verdict(verdict); });
}

void WebSocketConnection::on_verdict(const chat::Entrance::Verdict& verdict) {
  if (verdict.refusal) return end(*verdict.refusal);
  if (services_.connections.is_draining()) return end(CloseReason::Draining);
  try {
    const chat::JoinResult joined = entry_->join(*this, verdict);
    if (joined.client == nullptr) return end(joined.refusal);
    on_joined(*joined.client);
  } catch (const std::exception& error) {
    fail_to_join(error);
  }
}

void WebSocketConnection::fail_to_join(const std::exception& error) {
  ++services_.counters.exceptions;
  log_.on_join_failure(error.what());
  end(CloseReason::InternalError);
}

void WebSocketConnection::on_joined(chat::ChatClient& client) {
  client_ = &client;
  entry_.reset();
  stream_->release_memory();  // a welcome is long; later messages are short and rare
  log_.on_join(client.id(), is_resumed_);
  // Reconnecting does not shorten the pause.
  const Duration pause_left = client.pause_left(services_.scheduler.now());
  if (pause_left > Duration::zero()) return pause(pause_left);
  read();
}

void WebSocketConnection::read() {
  websocket_.async_read(
      message_, [self = shared_from_this()](error_code ec, std::size_t) { self->on_read(ec); });
}

void WebSocketConnection::on_read(error_code ec) {
  if (reason_) return closing().on_read(ec, shared_from_this());
  if (ec) {
    end(close_reason_of(ec, websocket_.reason().code));
    return closing().finish(ec, shared_from_this());
  }
  const std::optional<TimePoint> asked_at = note_sign();
  const FlushQueue::MessageScope scope(services_.flush_queue);
  if (!websocket_.got_text()) return end(CloseReason::BinaryMessage);
  try {
    on_message(asked_at);
  } catch (const std::exception& error) {
    ++services_.counters.exceptions;
    log_.on_message_failure(error.what());
    end(CloseReason::InternalError);
  }
}

void WebSocketConnection::on_control_frame(websocket::frame_type type, std::string_view payload) {
  const std::optional<TimePoint> asked_at = note_sign();
  if (type == websocket::frame_type::pong && payload == kPingPayload) note_response(asked_at);
  // Even a short control frame costs a response and a turn of the loop.
  constexpr std::size_t kControlFrameCost = 1024;
  stream_->charge_input(kControlFrameCost);
}

/// Returns when the client was pinged, if this is the first sign of life since.
std::optional<TimePoint> WebSocketConnection::note_sign() {
  const std::optional<TimePoint> asked_at = liveness_.asked_at();
  liveness_.on_sign(services_.scheduler.now());
  return asked_at;
}

void WebSocketConnection::note_response(const std::optional<TimePoint>& asked_at) {
  if (asked_at) services_.counters.heartbeat.observe(services_.scheduler.now() - *asked_at);
}

void WebSocketConnection::on_message(const std::optional<TimePoint>& asked_at) {
  const auto bytes = message_.cdata();
  const std::string_view text{static_cast<const char*>(bytes.data()), bytes.size()};
  // Beast 1.81 checks UTF-8, but overlooks an incomplete code point if the last fragment is empty.
  if (utf8::ends_within_code_point(text)) return end(CloseReason::InvalidUtf8);
  const chat::MessageResult result = services_.chat.on_message(*client_, text);
  if (result.is_pong && join_.wants_session) note_response(asked_at);
  message_.recycle();
  if (reason_) return;
  if (result.pause > Duration::zero()) return pause(result.pause);
  read();
}

/// Does not read for a while. The client's data then waits in the kernel and, once the kernel's
/// buffers are full, at the client.
void WebSocketConnection::pause(Duration delay) {
  pause_ =
      services_.scheduler.call_after(delay, [self = shared_from_this()] { self->on_pause_end(); });
}

void WebSocketConnection::on_pause_end() {
  pause_.reset();
  if (reason_) return;
  liveness_.on_sign(services_.scheduler.now());
  read();
}

void WebSocketConnection::send(std::string_view frame) {
  if (reason_) return;
  if (stream_->append(frame, services_.settings.limits.output_bytes)) return;
  // The chat layer may be in the middle of a broadcast, which must finish first.
  reason_ = CloseReason::SlowConsumer;
  asio::post(stream_->get_executor(), [self = shared_from_this()] {
    self->leave_for(CloseReason::SlowConsumer);
    self->begin_close(CloseReason::SlowConsumer);
  });
}

void WebSocketConnection::close(protocol::CloseReason reason) {
  client_ = nullptr;  // the chat layer has removed it already
  // The client has a place already, with its other connection.
  if (reason == CloseReason::TakenOver) ticket_ = {};
  end(reason);
}

void WebSocketConnection::on_sweep(TimePoint now) {
  const Limits& limits = services_.settings.limits;
  if (!is_accepted_) {
    if (now - started_at_ >= limits.handshake_deadline) abort();
    return;
  }
  if (reason_) {
    if (closing().is_overdue(now)) abort();
    return;
  }
  if (stream_->has_lost_output()) return end(CloseReason::SlowConsumer);
  if (stream_->is_too_slow(now, limits)) {
    ++services_.counters.stalled_outputs;
    return end(CloseReason::SlowConsumer);
  }
  watch_heartbeat(now);
}

void WebSocketConnection::watch_heartbeat(TimePoint now) {
  if (client_ == nullptr) return;
  // While the server does not read from a client, the client only seems silent.
  if (pause_ || stream_->is_input_held() || stream_->has_parked_write()) {
    return liveness_.on_sign(now);
  }
  switch (liveness_.look(services_.settings.heartbeat, now)) {
    case Liveness::Verdict::Alive:
      return;
    case Liveness::Verdict::Ask:
      stream_->release_memory();
      return ping();
    case Liveness::Verdict::Gone:
      return end(CloseReason::Timeout);
  }
}

/// Pings the client. A client of the base protocol may only listen: its WebSocket responds with a
/// Pong.
void WebSocketConnection::ping() {
  if (join_.wants_session) return services_.chat.ping(*client_);
  send(kPingFrame);
}

void WebSocketConnection::end(CloseReason reason) {
  if (decide_end(reason)) begin_close(reason);
}

/// The first reason wins, for the chat layer, the log, the counters and the Close frame.
bool WebSocketConnection::decide_end(CloseReason reason) {
  if (reason_) return false;
  reason_ = reason;
  leave_for(reason);
  return true;
}

void WebSocketConnection::leave_for(CloseReason reason) {
  bool is_seat_kept = false;
  if (client_ != nullptr) {
    is_seat_kept = services_.chat.on_connection_end(*std::exchange(client_, nullptr), reason);
  }
  services_.counters.count(reason);
  log_.on_end(reason, is_seat_kept, services_.scheduler.now() - started_at_);
}

void WebSocketConnection::begin_close(CloseReason reason) {
  const auto self = shared_from_this();
  pause_.reset();
  entry_.reset();
  if (reason == CloseReason::SlowConsumer && stream_->has_lost_output()) {
    ++services_.counters.shed_outputs;
  }
  stream_->accept_again();
  closing().begin(reason, {log_.client_name(), join_.wants_session}, self);
}

void WebSocketConnection::on_drain() {
  if (is_accepted_) return end(CloseReason::Draining);
  (void)decide_end(CloseReason::Draining);  // the Close follows right after the upgrade
}

void WebSocketConnection::abort() {
  (void)decide_end(CloseReason::ConnectionLost);
  const auto self = shared_from_this();
  pause_.reset();
  entry_.reset();
  stream_->close();
}

ClosingHandshake& WebSocketConnection::closing() {
  if (!closing_) closing_ = std::make_unique<ClosingHandshake>(services_, *stream_, websocket_);
  return *closing_;
}

}  // namespace parley::net
