// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/connection/connection_set.hpp"
#include "net/output/flush_queue.hpp"
#include "parley/base/event_log.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/net/connection/counters.hpp"
#include "parley/net/connection/settings.hpp"

namespace parley::net {

/// Collaborators that all WebSocket connections share. They outlive the connections.
struct WebSocketServices {
  Scheduler& scheduler;
  chat::ChatManager& chat;
  const Settings& settings;
  ConnectionSet& connections;
  FlushQueue& flush_queue;
  EventLog& log;
  Counters& counters;
};

}  // namespace parley::net
