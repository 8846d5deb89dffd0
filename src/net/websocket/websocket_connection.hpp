// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string_view>

#include "net/connection/connection_set.hpp"
#include "net/output/batching_stream.hpp"
#include "net/websocket/closing_handshake.hpp"
#include "net/websocket/connection_log.hpp"
#include "net/websocket/join_request.hpp"
#include "net/websocket/liveness.hpp"
#include "net/websocket/message_buffer.hpp"
#include "net/websocket/room_entry.hpp"
#include "net/websocket/websocket_services.hpp"
#include "net/websocket/websocket_stream.hpp"
#include "parley/chat/connection.hpp"
#include "parley/net/admission/admission.hpp"

namespace parley::net {

/// One client's WebSocket (RFC 6455, implemented by Beast): reads messages and passes them to the
/// chat layer, one after another and at the pace that it sets; queues the frames that the chat
/// layer sends. It ends only through end(), with the first reason that occurs; ClosingHandshake
/// does the rest. Only its outstanding operations keep it alive.
class WebSocketConnection final : public chat::Connection,
                                  public TrackedConnection,
                                  public std::enable_shared_from_this<WebSocketConnection> {
 public:
  WebSocketConnection(const WebSocketServices& services, std::unique_ptr<BatchingStream> stream,
                      JoinRequest join, Admission::Ticket ticket);
  ~WebSocketConnection();

  /// Accepts the upgrade and joins. REQUIRES: `request` is an upgrade to RFC 6455, version 13.
  void start(const UpgradeRequest& request);

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
  void on_verdict(const chat::Entrance::Verdict& verdict);
  void on_joined(chat::ChatClient& client);
  void fail_to_join(const std::exception& error);
  void read();
  void on_read(error_code ec);
  void on_control_frame(boost::beast::websocket::frame_type type, std::string_view payload);
  [[nodiscard]] std::optional<TimePoint> note_sign();
  void note_response(const std::optional<TimePoint>& asked_at);
  void on_message(const std::optional<TimePoint>& asked_at);
  void pause(Duration delay);
  void on_pause_end();
  void watch_heartbeat(TimePoint now);
  void ping();
  void leave_for(CloseReason reason);
  void end(CloseReason reason);
  [[nodiscard]] bool decide_end(CloseReason reason);
  void begin_close(CloseReason reason);
  [[nodiscard]] ClosingHandshake& closing();

  const WebSocketServices& services_;
  const std::unique_ptr<BatchingStream> stream_;
  JoinRequest join_;
  Admission::Ticket ticket_;
  WebSocketStream websocket_;
  std::unique_ptr<ClosingHandshake> closing_;  // created when the connection begins to end
  ConnectionLog log_;

  std::unique_ptr<RoomEntry> entry_;  // until the connection has joined
  MessageBuffer message_;
  chat::ChatClient* client_ = nullptr;  // set while the chat layer knows this connection
  std::optional<CloseReason> reason_;   // of the end; set as soon as it is decided
  TimePoint started_at_;
  Liveness liveness_;
  std::unique_ptr<Scheduler::Timer> pause_;  // holds this connection
  bool is_resumed_ = false;
  bool is_accepted_ = false;
};

}  // namespace parley::net
