// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/websocket_connection.hpp"

#include <exception>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/beast/websocket/error.hpp>

#include "net/websocket/websocket_quirks.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using Clock = std::chrono::steady_clock;

namespace {

/// A read buffer that grew beyond this for a large message is given back.
constexpr std::size_t kKeptReadBytes = 4 * 1024;

}  // namespace

WebSocketConnection::WebSocketConnection(const WebSocketServices& services,
                                         std::unique_ptr<BatchingStream> stream, JoinRequest join,
                                         std::vector<Admission::Ticket> tickets)
    : TrackedConnection(services.connections),
      services_(services),
      stream_(std::move(stream)),
      join_(std::move(join)),
      tickets_(std::move(tickets)),
      websocket_(*stream_),
      started_at_(Clock::now()),
      liveness_(started_at_) {
  // One sweep watches all connections; a timer for each operation of each would cost more than
  // the operations.
  websocket_.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                        websocket::stream_base::none(), false});
  websocket_.read_message_max(services.settings.limits.message_bytes);
  websocket_.control_callback([this](websocket::frame_type, beast::string_view) {
    liveness_.on_sign(Clock::now());
    // Each costs an answer and a turn of the loop, however short it is.
    constexpr std::size_t kControlFrameCost = 1024;
    stream_->charge_input(kControlFrameCost);
  });
}

// Without an outstanding operation a session dies of itself. That is how a connection ends whose
// handler threw: it must not stay behind in its room.
WebSocketConnection::~WebSocketConnection() {
  if (client_ != nullptr) leave_for(CloseReason::InternalError);
}

void WebSocketConnection::start(const Request& request) {
  stream_->set_owner(weak_from_this());
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
  if (reason_) return begin_close(*reason_);  // the drain began meanwhile
  try {
    join();
  } catch (const std::exception& error) {
    ++services_.counters.exceptions;
    services_.log.write(LogLevel::Error, "join-failed",
                        {{"error", std::string_view{error.what()}}});
    end(CloseReason::InternalError);
  }
}

void WebSocketConnection::join() {
  if (services_.connections.is_draining()) return end(CloseReason::Draining);
  if (!join_.username) return end(CloseReason::BadJoin);
  const chat::JoinResult joined = enter();
  if (joined.client == nullptr) return end(joined.refusal);
  client_ = joined.client;
  client_id_ = client_->id();
  stream_->release_memory();  // a welcome is long, and what follows is short and seldom
  services_.log.write(LogLevel::Info, is_resumed_ ? "resumed" : "joined",
                      {{"client", client_name()},
                       {"room", PrivateRoom{join_.room_id}},
                       {"address", PrivateAddress{join_.address}}});
  // To come back over another connection does not shorten the wait.
  const Duration pause_left = client_->pause_left(Clock::now());
  if (pause_left > Duration::zero()) return pause(pause_left);
  read();
}

chat::JoinResult WebSocketConnection::enter() {
  chat::ChatManager& chat = services_.chat;
  if (!join_.wants_session) return chat.join(join_.room_id, std::move(*join_.username), *this);
  if (const auto resume = std::move(join_.resume)) {
    chat::ChatClient* const client =
        chat.resume_session(join_.room_id, resume->token, resume->received, *this);
    is_resumed_ = client != nullptr;
    if (is_resumed_) return {client, {}};
  }
  if (join_.must_resume) return {nullptr, CloseReason::OverCapacity};
  return chat.open_session(join_.room_id, std::move(*join_.username), *this);
}

void WebSocketConnection::read() {
  websocket_.async_read(
      message_, [self = shared_from_this()](error_code ec, std::size_t) { self->on_read(ec); });
}

void WebSocketConnection::on_read(error_code ec) {
  if (reason_) {  // a close is under way, which reads on by itself until the peer's has come
    if (ec == boost::beast::websocket::error::closed || (ec && !is_closing_)) finish(ec);
    return;
  }
  if (ec) {
    end(close_reason_of(ec, websocket_.reason().code));
    return finish(ec);
  }
  const std::optional<TimePoint> asked_at = liveness_.asked_at();
  liveness_.on_sign(Clock::now());
  const FlushQueue::MessageScope scope(services_.flush_queue);
  if (!websocket_.got_text()) return end(CloseReason::BinaryMessage);
  try {
    on_message(asked_at);
  } catch (const std::exception& error) {
    ++services_.counters.exceptions;
    services_.log.write(LogLevel::Error, "message-failed",
                        {{"client", client_name()}, {"error", std::string_view{error.what()}}});
    end(CloseReason::InternalError);
  }
}

void WebSocketConnection::on_message(const std::optional<TimePoint>& asked_at) {
  const auto bytes = message_.cdata();
  const std::string_view text{static_cast<const char*>(bytes.data()), bytes.size()};
  if (ends_within_character(text)) return end(CloseReason::InvalidUtf8);
  const chat::MessageResult result = services_.chat.on_message(*client_, text);
  if (result.is_pong && asked_at) services_.counters.heartbeat.observe(Clock::now() - *asked_at);
  if (message_.capacity() > kKeptReadBytes) {
    message_ = MessageBuffer{};
  } else {
    message_.clear();
  }
  if (reason_) return;
  if (result.pause > Duration::zero()) return pause(result.pause);
  read();
}

/// Reads nothing for a while: what the client sends then waits in the kernel and, once that is
/// full, at the client.
void WebSocketConnection::pause(Duration delay) {
  pause_ = std::make_unique<Timer>(stream_->get_executor(), delay);
  pause_->async_wait([self = shared_from_this()](error_code) { self->on_pause_end(); });
}

void WebSocketConnection::on_pause_end() {
  pause_.reset();
  if (reason_) return;
  liveness_.on_sign(Clock::now());
  read();
}

void WebSocketConnection::send(std::string_view frame) {
  if (reason_) return;
  if (stream_->append(frame, services_.settings.limits.output_bytes)) return;
  // The chat layer may be in the middle of a broadcast: let it finish first.
  reason_ = CloseReason::SlowConsumer;
  asio::post(stream_->get_executor(), [self = shared_from_this()] {
    self->leave_for(CloseReason::SlowConsumer);
    self->begin_close(CloseReason::SlowConsumer);
  });
}

void WebSocketConnection::close(protocol::CloseReason reason) {
  client_ = nullptr;  // the chat layer has let go already
  end(reason);
}

void WebSocketConnection::on_sweep(TimePoint now) {
  const Limits& limits = services_.settings.limits;
  if (!is_accepted_) {
    if (now - started_at_ >= limits.handshake_deadline) abort();
    return;
  }
  if (reason_) {
    if (close_deadline_ != TimePoint{} && now >= close_deadline_) abort();
    return;
  }
  if (stream_->stalled_for(now) >= limits.output_deadline) {
    ++services_.counters.stalled_outputs;
    return end(CloseReason::SlowConsumer);
  }
  watch_heartbeat(now);
}

void WebSocketConnection::watch_heartbeat(TimePoint now) {
  if (client_ == nullptr) return;
  // Who is not being read from cannot be heard.
  if (pause_ || stream_->is_input_held() || stream_->has_parked_write()) {
    return liveness_.on_sign(now);
  }
  switch (liveness_.look(services_.settings.heartbeat, now)) {
    case Liveness::Verdict::Alive:
      return;
    case Liveness::Verdict::Ask:
      stream_->release_memory();
      return services_.chat.ping(*client_);
    case Liveness::Verdict::Gone:
      return end(CloseReason::Timeout);
  }
}

}  // namespace parley::net
