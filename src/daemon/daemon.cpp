// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/daemon.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <numeric>
#include <utility>

#include "daemon/inherited_sockets.hpp"
#include "daemon/process_limits.hpp"
#include "daemon/random_source.hpp"
#include "daemon/session_handover.hpp"
#include "parley/ice/ice_server.hpp"

namespace parley::daemon {

namespace {

constexpr auto kReportInterval = std::chrono::seconds{10};
constexpr auto kChoresInterval = std::chrono::seconds{2};

net::Settings settings_of(const Config& config) {
  // Messages are counted by the chat layer. What carries them, and what is none, has as much again,
  // and never so little that a handshake would have to wait.
  const Rate& bytes = config.chat.bytes;
  const net::Settings defaults;
  const Rate input{std::max(2 * bytes.per_second, defaults.input.per_second),
                   std::max(2 * bytes.burst, defaults.input.burst)};
  return {config.net,   input,          config.heartbeat,
          config.drain, config.origins, config.trusted_proxies};
}

chat::Limits chat_limits_of(const Config& config) {
  chat::Limits limits = config.chat;
  // A replay goes out at once, and there must be room for what follows it.
  limits.resume.bytes = std::min(limits.resume.bytes, config.net.output_bytes / 2);
  return limits;
}

chat::ServerFacts facts_of(const Config& config) {
  return {.version = PARLEY_VERSION,
          .heartbeat_interval = config.heartbeat.interval,
          .heartbeat_timeout = config.heartbeat.timeout,
          .message_bytes = config.net.message_bytes};
}

std::int64_t growth(std::uint64_t now, std::uint64_t before) {
  return static_cast<std::int64_t>(now - before);
}

template <class Counts>
std::uint64_t total(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

}  // namespace

Daemon::Daemon(CommandLine command_line, Config config, Log& log)
    : command_line_(std::move(command_line)),
      started_with_(std::move(config)),
      config_(started_with_),
      log_(log),
      io_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE),  // one thread: no locks
      scheduler_(io_),
      chat_(chat_limits_of(config_), scheduler_,
            {.new_id = random_client_id,
             .ice_servers = [this](const chat::ClientId& id) { return ice_servers_for(id); },
             .tokens = random_tokens()},
            log),
      server_(io_, chat_, settings_of(config_), config_.web_root, log),
      handover_(std::make_unique<SessionHandover>(chat_, scheduler_, log, config_.state_file)),
      metrics_(io_, {chat_, server_, config_, log}),
      signals_(io_, SIGTERM, SIGINT, SIGHUP),
      report_timer_(io_),
      chores_timer_(io_),
      watchdog_timer_(io_),
      manager_(ServiceManager::from_environment()) {
  chat_.set_facts(facts_of(config_));
}

Daemon::~Daemon() = default;

void Daemon::run() {
  std::signal(SIGPIPE, SIG_IGN);
  const std::size_t descriptors = set_process_limits();
  (void)random_client_id();  // better not to start than to refuse everybody later
  if (descriptors < config_.net.connections) {
    log_.write(LogLevel::Warning, "few-descriptors",
               {{"descriptors", static_cast<std::int64_t>(descriptors)},
                {"connections", static_cast<std::int64_t>(config_.net.connections)}});
  }
  listen();
  metrics_.listen();
  handover_->take();  // now that nothing can keep this process from serving them
  warn_without_ice_servers();
  wait_for_signal();
  wait_for_report();
  wait_for_chores();
  manager_.ready(status());
  feed_watchdog();
  run_loop();
}

/// Sockets that a service manager hands over stand for those of the configuration.
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

/// An exception here is a bug that no connection has owned up to. Its connection dies of it, since
/// nothing holds it any more; the others go on.
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
  // At three quarters of its life there is time for everything that may be in the way.
  const auto life = ice::shortest_credential_life(config_.ice_servers);
  if (life) list.refresh_after = Duration{*life} * 3 / 4;
  return list;
}

void Daemon::warn_without_ice_servers() {
  if (!config_.ice_servers.empty()) return;
  log_.write(LogLevel::Warning, "no-ice-servers",
             {{"consequence", "calls will only work inside one network"}});
}

void Daemon::wait_for_signal() {
  signals_.async_wait([this](boost::system::error_code ec, int number) {
    if (!ec) on_signal(number);
  });
}

void Daemon::on_signal(int number) {
  wait_for_signal();
  if (number == SIGHUP) return reload();
  if (!is_draining_) return begin_drain();
  log_.write(LogLevel::Warning, "stopping-at-once", {});
  server_.abort();
}

void Daemon::reload() {
  LoadResult loaded = load_config(command_line_);
  metrics_.note_reload(loaded.ok());
  if (!loaded.ok()) {
    for (const std::string& error : loaded.errors) {
      log_.write(LogLevel::Error, "reload-refused", {{"error", std::string_view{error}}});
    }
    return;
  }
  for (const std::string& key : changes_needing_restart(started_with_, loaded.config)) {
    log_.write(LogLevel::Warning, "needs-restart", {{"key", std::string_view{key}}});
  }
  const bool has_other_ice_servers = loaded.config.ice_servers != config_.ice_servers;
  config_ = std::move(loaded.config);
  chat_.set_limits(chat_limits_of(config_));
  chat_.set_facts(facts_of(config_));
  if (has_other_ice_servers) chat_.renew_ice_servers();
  server_.set_settings(settings_of(config_));
  renew_certificate();
  log_.reconfigure(config_.log);
  log_.write(LogLevel::Info, "reloaded", {});
}

/// A broken certificate costs nothing but the news: the old one goes on.
void Daemon::renew_certificate() {
  if (!certificate_.context() || config_.tls.empty()) return;
  const std::string error = certificate_.load(config_.tls);
  if (!error.empty()) {
    return log_.write(LogLevel::Error, "certificate-refused", {{"error", std::string_view{error}}});
  }
  server_.set_tls(certificate_.context());
  log_.write(LogLevel::Info, "certificate-loaded", {});
}

void Daemon::begin_drain() {
  is_draining_ = true;
  manager_.stopping();
  log_.write(LogLevel::Info, "draining",
             {{"clients", static_cast<std::int64_t>(chat_.client_count())},
              {"rooms", static_cast<std::int64_t>(chat_.room_count())}});
  server_.drain([this] { finish(); });
}

void Daemon::finish() {
  handover_->give();
  report();
  log_.write(LogLevel::Info, "stopped", {});
  io_.stop();
}

void Daemon::wait_for_report() {
  report_timer_.expires_after(kReportInterval);
  report_timer_.async_wait([this](boost::system::error_code ec) {
    if (ec) return;
    report();
    wait_for_report();
  });
}

/// What changes by itself is looked at, and what has changed is told.
void Daemon::wait_for_chores() {
  chores_timer_.expires_after(kChoresInterval);
  chores_timer_.async_wait([this](boost::system::error_code ec) {
    if (ec) return;
    if (certificate_.has_changed_on_disk()) renew_certificate();
    manager_.status(status());
    wait_for_chores();
  });
}

std::string Daemon::status() const {
  return std::to_string(chat_.client_count()) + " clients in " +
         std::to_string(chat_.room_count()) + " rooms";
}

/// From the loop itself: a loop that hangs is what the watchdog is there for.
void Daemon::feed_watchdog() {
  const auto interval = manager_.watchdog();
  if (!interval) return;
  manager_.alive();
  // One of them may be lost.
  watchdog_timer_.expires_after(*interval / 3);
  watchdog_timer_.async_wait([this](boost::system::error_code ec) {
    if (!ec) feed_watchdog();
  });
}

/// What was refused, throttled and gone wrong since the last time, in one line: a line for each
/// would make the log the flood's second victim.
void Daemon::report() {
  log_.report_losses();
  const chat::Counters& chat = chat_.counters();
  const net::Counters& net = server_.counters();
  const std::int64_t refused = growth(total(net.refusals), total(reported_net_.refusals));
  const std::int64_t throttled = growth(total(chat.throttled), total(reported_chat_.throttled));
  const std::int64_t errors = growth(total(chat.errors), total(reported_chat_.errors));
  const std::int64_t exceptions = growth(net.exceptions, reported_net_.exceptions);
  const std::int64_t accept_errors = growth(net.accept_errors, reported_net_.accept_errors);
  reported_chat_ = chat;
  reported_net_ = net;
  if (refused + throttled + errors + exceptions + accept_errors == 0) return;
  log_.write(LogLevel::Warning, "trouble",
             {{"refused", refused},
              {"throttled", throttled},
              {"errors", errors},
              {"exceptions", exceptions},
              {"accept_errors", accept_errors},
              {"clients", static_cast<std::int64_t>(chat_.client_count())}});
}

}  // namespace parley::daemon
