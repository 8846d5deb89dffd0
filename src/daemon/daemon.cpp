// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/daemon.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <utility>

#include "daemon/housekeeping.hpp"
#include "daemon/inherited_sockets.hpp"
#include "daemon/layer_settings.hpp"
#include "daemon/process_limits.hpp"
#include "daemon/random_source.hpp"
#include "daemon/reloader.hpp"
#include "daemon/session_handover.hpp"
#include "daemon/signals.hpp"
#include "daemon/trouble_report.hpp"
#include "parley/ice/ice_server.hpp"

namespace parley::daemon {

Daemon::Daemon(CommandLine command_line, Config config, Log& log)
    : command_line_(std::move(command_line)),
      started_with_(std::move(config)),
      config_(started_with_),
      log_(log),
      io_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE),  // one thread: no locks
      scheduler_(io_),
      mailbox_(io_),
      worker_(mailbox_),
      credential_worker_(worker_),
      chat_(config_.chat, scheduler_,
            {.new_id = random_client_id,
             .ice_servers = [this](const chat::ClientId& id) { return ice_servers_for(id); },
             .tokens = random_tokens(),
             .check = &credential_worker_,
             .key = random_process_key()},
            log),
      server_(io_, scheduler_, chat_, net_settings(config_), config_.web_root, log),
      metrics_(io_, scheduler_, {chat_, server_, config_, log}),
      manager_(ServiceManager::from_environment()),
      handover_(std::make_unique<SessionHandover>(chat_, scheduler_, log, config_.state_file)),
      reloader_(std::make_unique<Reloader>(Reloader::Parts{
          command_line_, started_with_, config_, chat_, server_, metrics_, certificate_, log})),
      trouble_(std::make_unique<TroubleReport>(log)),
      signals_(std::make_unique<Signals>(
          io_, Signals::Actions{[this] { reloader_->reload(); }, [this] { begin_drain(); },
                                [this] { abort(); }})),
      housekeeping_(std::make_unique<Housekeeping>(
          io_, manager_, Housekeeping::Chores{[this] { report(); }, [this] { look(); }})) {
  chat_.set_facts(server_facts(config_));
  chat_.entrance().set_rules(room_rules(config_));
}

Daemon::~Daemon() = default;

void Daemon::run() {
  std::signal(SIGPIPE, SIG_IGN);
  warn_of_few_descriptors(set_process_limits());
  (void)random_client_id();  // fail now rather than refuse every client later
  listen();
  metrics_.listen();
  handover_->take();  // from here on this process is able to serve them
  warn_without_ice_servers();
  signals_->start();
  manager_.ready(status());
  housekeeping_->start();
  run_loop();
}

/// Sockets of a service manager replace the addresses of the configuration.
void Daemon::listen() {
  const auto inherited = inherited_sockets();
  const bool wants_tls = inherited.empty()
                             ? std::ranges::any_of(config_.listen, &net::ListenAddress::is_tls)
                             : std::ranges::any_of(inherited, &net::HandedSocket::is_tls);
  if (wants_tls || !config_.tls.empty()) certificate_.load_or_throw(config_.tls);
  server_.set_tls(certificate_.context());
  if (inherited.empty()) return server_.listen(config_.listen, config_.unix_socket);
  server_.adopt(inherited);
}

/// An exception that arrives here is a bug that no connection has handled. Nothing keeps its
/// connection alive any more, so the connection is destroyed; the others continue.
void Daemon::run_loop() {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception& error) {
      server_.note_exception();
      log_.write(LogLevel::Error, "exception", {{"error", std::string_view{error.what()}}});
    }
  }
}

std::optional<chat::IceServerList> Daemon::ice_servers_for(const chat::ClientId& id) const {
  auto json = ice::ice_servers_json(config_.ice_servers, id.view(), scheduler_.wall_clock());
  if (!json) return std::nullopt;
  chat::IceServerList list{.json = std::move(*json)};
  // At three quarters of its lifetime enough time is left for retries and delays.
  const auto life = ice::shortest_credential_life(config_.ice_servers);
  if (life) list.refresh_after = Duration{*life} * 3 / 4;
  return list;
}

void Daemon::warn_of_few_descriptors(std::size_t descriptors) {
  if (descriptors >= config_.net.connections) return;
  log_.write(LogLevel::Warning, "few-descriptors",
             {{"descriptors", static_cast<std::int64_t>(descriptors)},
              {"connections", static_cast<std::int64_t>(config_.net.connections)}});
}

void Daemon::warn_without_ice_servers() {
  if (!config_.ice_servers.empty()) return;
  log_.write(LogLevel::Warning, "no-ice-servers",
             {{"consequence", "calls will only work inside one network"}});
}

void Daemon::begin_drain() {
  manager_.stopping();
  log_.write(LogLevel::Info, "draining",
             {{"clients", static_cast<std::int64_t>(chat_.client_count())},
              {"rooms", static_cast<std::int64_t>(chat_.room_count())}});
  server_.drain([this] { finish(); });
}

void Daemon::abort() {
  log_.write(LogLevel::Warning, "stopping-at-once", {});
  server_.abort();
}

void Daemon::finish() {
  handover_->give();
  report();
  log_.write(LogLevel::Info, "stopped", {});
  io_.stop();
}

void Daemon::report() {
  log_.report_losses();
  trouble_->write(chat_.counters(), server_.counters(), chat_.client_count());
}

/// Checks for changes from outside, and reports them.
void Daemon::look() {
  reloader_->look_at_certificate();
  manager_.status(status());
}

std::string Daemon::status() const {
  return std::to_string(chat_.client_count()) + " clients in " +
         std::to_string(chat_.room_count()) + " rooms";
}

}  // namespace parley::daemon
