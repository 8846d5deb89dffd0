// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "net/connection/connection_set.hpp"
#include "net/output/batching_stream.hpp"
#include "net/transport/timer.hpp"
#include "net/websocket/liveness.hpp"
#include "net/websocket/message_buffer.hpp"
#include "parley/base/event_log.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/chat/connection.hpp"
#include "parley/net/admission/admission.hpp"
#include "parley/net/connection/counters.hpp"
#include "parley/net/connection/settings.hpp"

namespace parley::net {

/// What a request to join said, already checked.
struct JoinRequest {
  std::string room_id;
  std::optional<std::string> username;  ///< nothing: a query parameter was not acceptable
  std::string address;                  ///< of the client, for the log
  bool wants_session = false;           ///< it speaks parley.v1

  /// The session to go on with.
  struct Resume {
    std::string token;
    std::uint64_t received = 0;  ///< messages of it that the client has
  };
  std::unique_ptr<Resume> resume;  ///< null: a new one
  bool must_resume = false;        ///< it is over a limit, which only this excuses
};

/// What WebSocket sessions share. All of it outlives them.
struct WebSocketServices {
  chat::ChatManager& chat;
  const Settings& settings;
  ConnectionSet& connections;
  FlushQueue& flush_queue;
  EventLog& log;
  Counters& counters;
};

/// One client's WebSocket (RFC 6455, done by Beast): reads messages and hands them to the chat
/// layer, one after the other and at the pace that it asks for; takes its frames and queues them.
/// It ends in one way, end(), with the first reason that occurs.
class WebSocketConnection final : public chat::Connection,
                                  public TrackedConnection,
                                  public std::enable_shared_from_this<WebSocketConnection> {
 public:
  using Request = boost::beast::http::request<boost::beast::http::empty_body>;

  WebSocketConnection(const WebSocketServices& services, std::unique_ptr<BatchingStream> stream,
                      JoinRequest join, std::vector<Admission::Ticket> tickets);
  ~WebSocketConnection();

  /// Answers the upgrade and joins. REQUIRES: `request` is an upgrade to RFC 6455, version 13.
  void start(const Request& request);

  // chat::Connection
  void send(std::string_view frame) override;
  void close(protocol::CloseReason reason) override;

  // TrackedConnection
  void on_sweep(TimePoint now) override;
  void on_drain() override;
  void abort() override;
  [[nodiscard]] DrainTurn drain_turn() const override {
    return join_.wants_session ? DrainTurn::Last : DrainTurn::Spread;
  }

 private:
  using CloseReason = protocol::CloseReason;

  void on_accept(error_code ec);
  void join();
  void read();
  void on_read(error_code ec);
  void on_message(const std::optional<TimePoint>& asked_at);
  void pause(Duration delay);
  void on_pause_end();
  void watch_heartbeat(TimePoint now);
  [[nodiscard]] chat::JoinResult enter();
  void leave_for(CloseReason reason);
  void log_end(CloseReason reason, bool is_seat_kept);
  void end(CloseReason reason);
  void begin_close(CloseReason reason);
  void say(std::string_view type, std::string_view data);
  void say_bye(CloseReason reason);
  void finish(error_code ec);
  [[nodiscard]] std::string_view client_name() const noexcept;

  const WebSocketServices& services_;
  const std::unique_ptr<BatchingStream> stream_;
  JoinRequest join_;
  const std::vector<Admission::Ticket> tickets_;
  boost::beast::websocket::stream<BatchingStream&, /*deflateSupported=*/false> websocket_;

  MessageBuffer message_;
  chat::ChatClient* client_ = nullptr;       // while the chat layer knows of this connection
  std::optional<chat::ClientId> client_id_;  // stays known after the client has left
  std::optional<CloseReason> reason_;
  TimePoint started_at_;
  Liveness liveness_;
  TimePoint close_deadline_{};
  std::unique_ptr<Timer> pause_;
  bool is_resumed_ = false;
  bool is_accepted_ = false;
  bool is_closing_ = false;
};

}  // namespace parley::net
