// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>

#include "net/http/http_connection.hpp"
#include "net/listen/listener.hpp"
#include "net/output/flush_queue.hpp"
#include "net/websocket/websocket_services.hpp"
#include "parley/net/admission/admission.hpp"
#include "parley/net/transport/tls_context.hpp"
#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// The start of a connection: gives an accepted socket a transport, admits or refuses it, and makes
/// it an HttpConnection, which tells a refused client why. The Server owns it.
class ConnectionIntake {
 public:
  ConnectionIntake(Executor executor, const WebSocketServices& services,
                   const HttpConnection::Services& http_services, Admission& admission)
      : executor_(executor),
        services_(services),
        http_services_(http_services),
        admission_(admission) {}

  void accept(const Listener::Accepted& accepted) { serve(transport_for(accepted), accepted.peer); }

  void serve(std::unique_ptr<Transport> transport, const PeerAddress& peer);

  /// For new TLS connections. Call it before the first of them, with a context.
  void set_tls(std::shared_ptr<const TlsContext> context) { tls_ = std::move(context); }

 private:
  [[nodiscard]] std::unique_ptr<Transport> transport_for(const Listener::Accepted& accepted) const;
  [[nodiscard]] Admission::Result admit(const PeerAddress& peer);
  [[nodiscard]] bool has_room_for_refusal() const;

  Executor executor_;
  const WebSocketServices& services_;
  const HttpConnection::Services& http_services_;
  Admission& admission_;
  std::shared_ptr<const TlsContext> tls_;  // null: there is no TLS listener
};

}  // namespace parley::net
