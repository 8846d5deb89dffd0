// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "parley/base/enum_array.hpp"
#include "parley/net/admission/refusal.hpp"
#include "parley/net/connection/latency_histogram.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// Counts of the net layer since the start. They only grow.
struct Counters {
  std::uint64_t connections = 0;
  std::uint64_t accept_errors = 0;
  std::uint64_t requests = 0;  ///< HTTP requests, including upgrades
  std::uint64_t upgrades = 0;
  std::uint64_t exceptions = 0;       ///< bugs; each cost one connection
  std::uint64_t stalled_outputs = 0;  ///< connections closed because of limits.output_deadline
  std::uint64_t shed_outputs = 0;     ///< closed because of limits.total_output_bytes or its shares
  std::uint64_t held_inputs = 0;      ///< reads delayed because the input rate was exceeded
  std::uint64_t uncompressed_files = 0;  ///< sent plain because of limits.compressed_bytes
  std::size_t queue_high_water = 0;      ///< the longest output queue of one peer, in bytes
  LatencyHistogram heartbeat;            ///< from a ping of the server to the pong
  EnumArray<Refusal, std::uint64_t> refusals;
  EnumArray<protocol::CloseReason, std::uint64_t> closes;

  void count(Refusal refusal) noexcept { ++refusals[refusal]; }
  void count(protocol::CloseReason reason) noexcept { ++closes[reason]; }
};

}  // namespace parley::net
