// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/metrics.hpp"

#include <chrono>

#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "daemon/metrics_families.hpp"
#include "daemon/recent_maximum.hpp"
#include "parley/net/metrics_server.hpp"

namespace parley::daemon {

class Metrics::Impl final : public prometheus::Collectable {
 public:
  Impl(boost::asio::io_context& io, Scheduler& scheduler, const Subjects& subjects)
      : scheduler_(scheduler),
        subjects_(subjects),
        server_(
            io, scheduler,
            [this] {
              take_high_water();
              return prometheus::TextSerializer{}.Serialize(Collect());
            },
            subjects.log) {}

  [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override {
    return metric_families(snapshot());
  }

  void listen() { server_.listen(subjects_.config.metrics_listen, subjects_.config.unix_socket); }

  void note_reload(bool is_ok) noexcept {
    ++(is_ok ? reloads_ : refused_reloads_);
    last_reload_failed_ = !is_ok;
  }

 private:
  [[nodiscard]] MetricsSnapshot snapshot() const;

  void take_high_water() {
    high_water_ =
        recent_high_water_.update(subjects_.server.take_queue_high_water(), scheduler_.now());
  }

  Scheduler& scheduler_;
  const Subjects subjects_;
  const std::chrono::system_clock::time_point started_at_ = std::chrono::system_clock::now();
  std::uint64_t reloads_ = 0;
  std::uint64_t refused_reloads_ = 0;
  bool last_reload_failed_ = false;
  RecentMaximum recent_high_water_;
  std::size_t high_water_ = 0;
  net::MetricsServer server_;  // last: a scrape may still arrive while it ends
};

MetricsSnapshot Metrics::Impl::snapshot() const {
  const auto& [chat, server, config, log] = subjects_;
  MetricsSnapshot snapshot{.chat = chat.counters(), .net = server.counters()};
  snapshot.net.queue_high_water = high_water_;
  snapshot.clients = chat.client_count();
  snapshot.rooms = chat.room_count();
  snapshot.connections = server.connection_count();
  snapshot.max_rooms = config.chat.rooms;
  snapshot.max_connections = config.net.connections;
  snapshot.max_output_bytes = config.net.output_bytes;
  snapshot.reloads = reloads_;
  snapshot.refused_reloads = refused_reloads_;
  snapshot.last_reload_failed = last_reload_failed_;
  snapshot.lost_log_lines = log.lost_lines();
  snapshot.version = PARLEY_VERSION;
  snapshot.started_at = std::chrono::duration<double>{started_at_.time_since_epoch()}.count();
  snapshot.process = process_figures();
  return snapshot;
}

Metrics::Metrics(boost::asio::io_context& io, Scheduler& scheduler, const Subjects& subjects)
    : impl_(std::make_unique<Impl>(io, scheduler, subjects)) {}

Metrics::~Metrics() = default;

void Metrics::listen() {
  impl_->listen();
}

void Metrics::note_reload(bool is_ok) noexcept {
  impl_->note_reload(is_ok);
}

}  // namespace parley::daemon
