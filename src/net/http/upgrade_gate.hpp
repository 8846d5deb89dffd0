// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

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
  struct Approval {
    JoinRequest join;
    std::vector<Admission::Ticket> tickets;  ///< for the address that a proxy named
  };

  [[nodiscard]] std::variant<Approval, Denial> check(const HttpRequest& request, const Route& route,
                                                     const PeerAddress& peer);

  /// Whether the request asks to resume a session, and that session may be resumed now.
  [[nodiscard]] bool is_resume(const HttpRequest& request, const Route& route) const;

  /// The places of a connection that is admitted beyond the limits.
  [[nodiscard]] std::vector<Admission::Ticket> readmit(const PeerAddress& peer);

  /// Whether a client asks for a WebSocket, be it where there is one or not.
  [[nodiscard]] static bool is_asked(const HttpRequest& request, const Route& route);

  /// Tells the log of such a request that is refused.
  void log_denial(const HttpRequest& request, const Route& route, const PeerAddress& peer,
                  const Denial& denial);

  /// Passes the stream to a WebSocketConnection, with the `tickets` that it was granted.
  void start(const HttpRequest& request, Approval approval, std::unique_ptr<BatchingStream> stream,
             std::vector<Admission::Ticket> tickets);

 private:
  [[nodiscard]] Forwarding forwarding_of(const HttpRequest& request, const PeerAddress& peer) const;
  [[nodiscard]] bool is_allowed_origin(const HttpRequest& request,
                                       const Forwarding& forwarding) const;
  [[nodiscard]] std::optional<Refusal> admit_forwarded(Approval& approval,
                                                       const IpAddress& address);
  [[nodiscard]] bool is_resume(const JoinRequest& join) const;
  [[nodiscard]] bool is_too_soon(const JoinRequest& join);
  [[nodiscard]] Denial deny(Refusal refusal, http::status status, std::string_view text);

  const WebSocketServices& services_;
  Admission& admission_;
  RefusalLog refusal_log_;
  bool has_logged_exempt_peer_ = false;
};

}  // namespace parley::net
