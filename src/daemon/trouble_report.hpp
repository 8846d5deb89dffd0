// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "parley/base/event_log.hpp"
#include "parley/chat/counters.hpp"
#include "parley/net/connection/counters.hpp"

namespace parley::daemon {

/// Reports refusals, throttling and failures since the last report in one log line. With one line
/// for each, a flood would fill the log.
class TroubleReport {
 public:
  explicit TroubleReport(EventLog& log) : log_(log) {}

  /// Writes `trouble`, unless nothing has happened.
  void write(const chat::Counters& chat, const net::Counters& net, std::size_t clients);

 private:
  EventLog& log_;
  chat::Counters reported_chat_;
  net::Counters reported_net_;
};

}  // namespace parley::daemon
