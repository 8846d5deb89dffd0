// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "daemon/process_figures.hpp"
#include "parley/chat/counters.hpp"
#include "parley/net/connection/counters.hpp"

namespace parley::daemon {

/// The values that one scrape shows.
struct MetricsSnapshot {
  chat::Counters chat;
  net::Counters net;
  std::size_t clients = 0;
  std::size_t rooms = 0;
  std::size_t connections = 0;
  std::size_t max_rooms = 0;
  std::size_t max_connections = 0;
  std::size_t max_output_bytes = 0;
  std::uint64_t reloads = 0;
  std::uint64_t refused_reloads = 0;
  bool last_reload_failed = false;
  std::uint64_t lost_log_lines = 0;
  std::string version;
  double started_at = 0;  ///< seconds since the epoch
  ProcessFigures process;
};

/// docs/metrics.md documents the names, units and help texts. No label ever holds a room id, an
/// address or a client id, so the number of series is fixed.
[[nodiscard]] std::vector<prometheus::MetricFamily> metric_families(
    const MetricsSnapshot& snapshot);

}  // namespace parley::daemon
