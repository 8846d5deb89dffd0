// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/ice_server_feed.hpp"
#include "chat/incoming.hpp"
#include "chat/responder.hpp"
#include "chat/session_keeper.hpp"
#include "parley/base/event_log.hpp"
#include "parley/chat/counters.hpp"

namespace parley::chat {

/// Handles the messages that are addressed to the server, one function for each type. A new type
/// needs a row in the table of message types and a function in the table here. ChatManager owns it.
class RequestHandlers {
 public:
  RequestHandlers(Responder& responder, SessionKeeper& sessions, IceServerFeed& ice_servers,
                  EventLog& log, Counters& counters)
      : responder_(responder),
        sessions_(sessions),
        ice_servers_(ice_servers),
        log_(log),
        counters_(counters) {}
  RequestHandlers(const RequestHandlers&) = delete;
  RequestHandlers& operator=(const RequestHandlers&) = delete;

  /// Handles a message that is addressed to the server.
  [[nodiscard]] Verdict handle(Incoming& message);

 private:
  using Handler = Verdict (RequestHandlers::*)(Incoming&);
  struct Table;

  Verdict on_ack(Incoming& message);
  Verdict on_ping(Incoming& message);
  Verdict on_pong(Incoming& message);
  Verdict on_get_room_info(Incoming& message);
  Verdict on_profile(Incoming& message);
  Verdict on_get_ice_servers(Incoming& message);
  Verdict on_greeting(Incoming& message);
  Verdict on_bye(Incoming& message);

  Responder& responder_;
  SessionKeeper& sessions_;
  IceServerFeed& ice_servers_;
  EventLog& log_;
  Counters& counters_;
};

}  // namespace parley::chat
