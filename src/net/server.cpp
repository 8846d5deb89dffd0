// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/server.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/post.hpp>

#include "net/connection/connection_set.hpp"
#include "net/connection_intake.hpp"
#include "net/drain_sequence.hpp"
#include "net/http/compressed_files.hpp"
#include "net/http/http_connection.hpp"
#include "net/http/site.hpp"
#include "net/http/static_files.hpp"
#include "net/http/upgrade_gate.hpp"
#include "net/listen/listener_set.hpp"
#include "net/output/flush_queue.hpp"
#include "parley/net/admission/admission.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

/// Often enough for the shortest configured wait, and at least once a second.
Duration sweep_interval(const Settings& settings) {
  const Limits& limits = settings.limits;
  const Duration shortest =
      std::min({settings.heartbeat.interval, settings.heartbeat.timeout, limits.handshake_deadline,
                limits.keep_alive, limits.output_deadline, limits.close_deadline});
  return std::clamp<Duration>(shortest / 4, 10ms, 1s);
}

}  // namespace

class Server::Impl {
 public:
  Impl(boost::asio::io_context& io, Scheduler& scheduler, chat::ChatManager& chat,
       const Settings& settings, const std::filesystem::path& web_root, EventLog& log)
      : io_(io),
        executor_(io.get_executor()),
        scheduler_(scheduler),
        settings_(settings),
        log_(log),
        flush_queue_(executor_, counters_),
        admission_(settings_.limits, chat.accounts()),
        files_(web_root),
        compressed_files_(scheduler, settings_.limits, counters_),
        site_(files_, compressed_files_, connections_, settings_),
        websocket_services_{scheduler, chat, settings_, connections_, flush_queue_, log, counters_},
        gate_(websocket_services_, admission_),
        http_services_{scheduler, settings_, connections_, site_, &gate_, counters_},
        intake_(executor_, websocket_services_, http_services_, admission_),
        drain_sequence_(scheduler, connections_,
                        {[this, &chat] {
                           listeners_.close();
                           chat.stop_announcing();  // all clients go: do not send a list for each
                         },
                         [this] { abort_all(); }}),
        listeners_(
            executor_, scheduler,
            [this](const Listener::Accepted& accepted) { intake_.accept(accepted); }, log,
            counters_) {}

  void schedule_sweep();
  void drain(std::function<void()> done);
  void abort_all();
  void stop() noexcept;

  boost::asio::io_context& io_;
  Executor executor_;
  Scheduler& scheduler_;
  Settings settings_;
  EventLog& log_;
  Counters counters_;
  ConnectionSet connections_;
  FlushQueue flush_queue_;
  Admission admission_;
  StaticFiles files_;
  CompressedFiles compressed_files_;
  Site site_;
  WebSocketServices websocket_services_;
  UpgradeGate gate_;
  HttpConnection::Services http_services_;
  ConnectionIntake intake_;
  std::unique_ptr<Scheduler::Timer> sweep_timer_;
  TimePoint sweep_due_{};
  DrainSequence drain_sequence_;
  ListenerSet listeners_;

 private:
  void sweep();
};

void Server::Impl::schedule_sweep() {
  const Duration interval = sweep_interval(settings_);
  sweep_due_ = scheduler_.now() + interval;
  sweep_timer_ = scheduler_.call_after(interval, [this] {
    // Schedule the next sweep first: a bug in one connection must not stop all sweeps.
    const bool is_late = scheduler_.now() > sweep_due_ + 1s;
    schedule_sweep();
    // After a stall of the loop, first read the messages that have arrived meanwhile.
    if (!is_late) sweep();
  });
}

void Server::Impl::sweep() {
  const TimePoint now = scheduler_.now();
  admission_.sweep(now);
  connections_.for_each([now](TrackedConnection& connection) { connection.on_sweep(now); });
}

void Server::Impl::drain(std::function<void()> done) {
  connections_.begin_drain();
  listeners_.close_adopted();
  connections_.on_empty([this, done = std::move(done)] {
    if (listeners_.empty()) boost::asio::post(executor_, done);
  });
  drain_sequence_.start(settings_.drain);
}

void Server::Impl::abort_all() {
  listeners_.close();
  connections_.for_each([](TrackedConnection& connection) { connection.abort(); });
  connections_.notify_if_empty();
}

/// Connections end on the loop, and need the chat layer and this object until then.
void Server::Impl::stop() noexcept {
  connections_.on_empty({});
  sweep_timer_.reset();
  drain_sequence_.cancel();
  abort_all();
  try {
    io_.restart();
    while (connections_.size() > 0 && io_.poll_one() > 0) continue;
  } catch (const std::exception&) {
    ++counters_.exceptions;
  }
}

Server::Server(boost::asio::io_context& io, Scheduler& scheduler, chat::ChatManager& chat,
               const Settings& settings, const std::filesystem::path& web_root, EventLog& log)
    : impl_(std::make_unique<Impl>(io, scheduler, chat, settings, web_root, log)) {
  impl_->flush_queue_.ledger().set_limits(impl_->settings_.limits);
  impl_->schedule_sweep();
}

Server::~Server() {
  impl_->stop();
}

void Server::listen(const std::vector<ListenAddress>& addresses, const UnixSocketAccess& access) {
  impl_->listeners_.open(addresses, access);
}

void Server::adopt(const std::vector<HandedSocket>& sockets) {
  impl_->listeners_.adopt(sockets);
}

void Server::serve(std::unique_ptr<Transport> transport, const PeerAddress& peer) {
  impl_->intake_.serve(std::move(transport), peer);
}

void Server::set_tls(std::shared_ptr<const TlsContext> context) {
  impl_->intake_.set_tls(std::move(context));
}

void Server::set_settings(const Settings& settings) {
  impl_->settings_ = settings;
}

void Server::drain(std::function<void()> done) {
  impl_->drain(std::move(done));
}

void Server::abort() {
  impl_->abort_all();
}

std::size_t Server::connection_count() const noexcept {
  return impl_->connections_.size();
}

const Counters& Server::counters() const noexcept {
  return impl_->counters_;
}

std::size_t Server::take_queue_high_water() noexcept {
  return std::exchange(impl_->counters_.queue_high_water, 0);
}

void Server::note_exception() noexcept {
  ++impl_->counters_.exceptions;
}

}  // namespace parley::net
