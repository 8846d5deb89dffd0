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

/// What the daemon shows to Prometheus. The layers count for themselves, in plain integers; only a
/// scrape makes metrics of them.
class Metrics {
 public:
  /// What is looked at, on the thread that runs `io`. All of it outlives this.
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

  /// Serves /metrics where the configuration says. Throws std::system_error if an address cannot
  /// be had, unless it is the default's.
  void listen();

  /// A SIGHUP was obeyed, or refused because of a mistake in the configuration.
  void note_reload(bool is_ok) noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley::daemon
