// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <boost/asio/io_context.hpp>

#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/daemon/config.hpp"
#include "parley/daemon/log.hpp"
#include "parley/net/server.hpp"

namespace parley::daemon {

/// Shows the daemon's counters to Prometheus. The layers count in plain integers; only a scrape
/// turns them into metrics.
class Metrics {
 public:
  /// The objects whose counters it reads, on the thread that runs `io`. They must outlive this
  /// object.
  struct Subjects {
    const chat::ChatManager& chat;
    net::Server& server;
    const Config& config;
    Log& log;
  };

  Metrics(boost::asio::io_context& io, Scheduler& scheduler, const Subjects& subjects);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// Serves /metrics on the configured addresses. Throws std::system_error if one is not available,
  /// unless it is the default.
  void listen();

  /// Counts a reload that succeeded, or was refused because of a mistake in the configuration.
  void note_reload(bool is_ok) noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley::daemon
