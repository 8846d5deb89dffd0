// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>

#include "parley/chat/chat_manager.hpp"
#include "parley/daemon/certificate.hpp"
#include "parley/daemon/command_line.hpp"
#include "parley/daemon/config.hpp"
#include "parley/daemon/log.hpp"
#include "parley/daemon/metrics.hpp"
#include "parley/daemon/service_manager.hpp"
#include "parley/net/asio_scheduler.hpp"
#include "parley/net/credential_worker.hpp"
#include "parley/net/mailbox.hpp"
#include "parley/net/server.hpp"
#include "parley/net/worker.hpp"

namespace parley::daemon {

class Housekeeping;
class Reloader;
class SessionHandover;
class Signals;
class TroubleReport;

/// The composition root: builds the layers from a configuration, starts them, and runs the event
/// loop until they have drained.
class Daemon {
 public:
  Daemon(CommandLine command_line, Config config, Log& log);
  ~Daemon();

  /// Listens, and runs until a signal ends it. Throws std::system_error if it cannot start.
  void run();

 private:
  void listen();
  void begin_drain();
  void abort();
  void finish();
  void run_loop();
  void report();
  void look();
  [[nodiscard]] std::string status() const;
  void warn_of_few_descriptors(std::size_t descriptors);
  void warn_without_ice_servers();
  [[nodiscard]] std::optional<chat::IceServerList> ice_servers_for(const chat::ClientId& id) const;

  const CommandLine command_line_;
  const Config started_with_;
  Config config_;  // as of the last reload
  Log& log_;

  boost::asio::io_context io_;
  net::AsioScheduler scheduler_;
  net::Mailbox mailbox_;
  net::Worker worker_;
  net::CredentialWorker credential_worker_;
  chat::ChatManager chat_;
  net::Server server_;
  Metrics metrics_;
  Certificate certificate_;
  ServiceManager manager_;
  const std::unique_ptr<SessionHandover> handover_;
  const std::unique_ptr<Reloader> reloader_;
  const std::unique_ptr<TroubleReport> trouble_;
  const std::unique_ptr<Signals> signals_;
  const std::unique_ptr<Housekeeping> housekeeping_;
};

}  // namespace parley::daemon
