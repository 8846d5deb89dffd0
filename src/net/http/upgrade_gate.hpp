// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "net/http/http_types.hpp"
#include "net/http/refusal_log.hpp"
#include "net/http/route.hpp"
#include "net/output/batching_stream.hpp"
#include "net/websocket/websocket_connection.hpp"
#include "parley/net/admission/admission.hpp"

namespace parley::net {

/// Accepts or refuses upgrades to WebSocket, before any work for a room, and starts the
/// connections.
class UpgradeGate {
 public:
  UpgradeGate(const WebSocketServices& services, Admission& admission)
      : services_(services),
        admission_(admission),
        refusal_log_(services.scheduler, services.log) {}

  /// The HTTP response to a request that is refused before the upgrade.
  struct Denial {
    Refusal cause;
    http::status status;
    std::string_view text;
  };

  /// The response to a connection that exceeds the limit `refusal`. Its text says what to do.
  [[nodiscard]] static Denial overrun(Refusal refusal);

  /// The checked request to join, or the reason for the refusal. Charges `ticket`, the place of the
  /// connection, to the address that a trusted peer forwards.
  [[nodiscard]] std::variant<JoinRequest, Denial> check(const HttpRequest& request,
                                                        const Route& route, const PeerAddress& peer,
                                                        Admission::Ticket& ticket);

  /// Whether the request asks to resume a session, and that session may be resumed now.
  [[nodiscard]] bool is_resume(const HttpRequest& request, const Route& route) const;

  /// The place of a connection that is admitted beyond the limits.
  [[nodiscard]] Admission::Ticket readmit(const PeerAddress& peer);

  /// Whether a client requests a WebSocket, even at a path that has none.
  [[nodiscard]] static bool is_asked(const HttpRequest& request, const Route& route);

  /// Logs the refusal of such a request.
  void log_denial(const HttpRequest& request, const Route& route, const PeerAddress& peer,
                  const Denial& denial);

  /// Passes the stream and its place to a new WebSocketConnection.
  void start(const HttpRequest& request, JoinRequest join, std::unique_ptr<BatchingStream> stream,
             Admission::Ticket ticket);

 private:
  [[nodiscard]] bool is_allowed_origin(const HttpRequest& request,
                                       const Forwarding& forwarding) const;
  [[nodiscard]] std::optional<Refusal> admit_client(JoinRequest& join, const ClientAddress& client,
                                                    const PeerAddress& peer,
                                                    Admission::Ticket& ticket);
  [[nodiscard]] bool is_resume(const JoinRequest& join) const;
  [[nodiscard]] bool is_too_soon(const JoinRequest& join, const Admission::Ticket& ticket);
  [[nodiscard]] Denial deny(const Denial& denial);

  const WebSocketServices& services_;
  Admission& admission_;
  RefusalLog refusal_log_;
  bool has_logged_exempt_peer_ = false;
};

}  // namespace parley::net
