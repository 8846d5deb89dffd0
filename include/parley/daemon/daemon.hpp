// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "parley/chat/chat_manager.hpp"
#include "parley/daemon/certificate.hpp"
#include "parley/daemon/command_line.hpp"
#include "parley/daemon/config.hpp"
#include "parley/daemon/log.hpp"
#include "parley/daemon/metrics.hpp"
#include "parley/daemon/service_manager.hpp"
#include "parley/net/asio_scheduler.hpp"
#include "parley/net/server.hpp"

namespace parley::daemon {

class SessionHandover;

/// The composition root: builds the layers from a configuration, runs the event loop, and answers
/// signals. SIGHUP reloads the configuration; SIGTERM and SIGINT drain, the second one ends at
/// once.
class Daemon {
 public:
  Daemon(CommandLine command_line, Config config, Log& log);
  ~Daemon();

  /// Listens and runs until a signal ends it. Throws std::system_error if it cannot start.
  void run();

 private:
  void listen();
  void on_signal(int number);
  void wait_for_signal();
  void wait_for_report();
  void reload();
  void renew_certificate();
  void wait_for_chores();
  void begin_drain();
  void finish();
  void run_loop();
  void report();
  void feed_watchdog();
  [[nodiscard]] std::string status() const;
  void warn_without_ice_servers();
  [[nodiscard]] std::optional<chat::IceServerList> ice_servers_for(const chat::ClientId& id) const;

  const CommandLine command_line_;
  const Config started_with_;
  Config config_;  // as of the last reload
  Log& log_;

  boost::asio::io_context io_;
  net::AsioScheduler scheduler_;
  chat::ChatManager chat_;
  net::Server server_;
  const std::unique_ptr<SessionHandover> handover_;
  Metrics metrics_;
  Certificate certificate_;
  boost::asio::signal_set signals_;
  boost::asio::steady_timer report_timer_;
  boost::asio::steady_timer chores_timer_;
  boost::asio::steady_timer watchdog_timer_;
  ServiceManager manager_;
  chat::Counters reported_chat_;
  net::Counters reported_net_;
  bool is_draining_ = false;
};

}  // namespace parley::daemon
