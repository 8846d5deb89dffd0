// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parley/net/admission/refusal.hpp"
#include "parley/net/connection/latency_histogram.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

inline constexpr std::size_t kCloseReasonCount =
    static_cast<std::size_t>(protocol::CloseReason::SlowConsumer) + 1;

/// What the net layer has done since the start. Only ever grows.
struct Counters {
  std::uint64_t connections = 0;
  std::uint64_t accept_errors = 0;
  std::uint64_t requests = 0;  ///< HTTP, upgrades included
  std::uint64_t upgrades = 0;
  std::uint64_t exceptions = 0;       ///< bugs, each of which cost one connection
  std::uint64_t stalled_outputs = 0;  ///< closed as slow because of limits.output_deadline
  std::uint64_t held_inputs = 0;      ///< reads put off because more had come than the input rate
  std::size_t queue_high_water = 0;   ///< the most bytes that have waited for one peer
  LatencyHistogram heartbeat;         ///< from a ping of the server to its pong
  std::array<std::uint64_t, kRefusalCount> refusals{};
  std::array<std::uint64_t, kCloseReasonCount> closes{};

  void count(Refusal refusal) noexcept { ++refusals[static_cast<std::size_t>(refusal)]; }
  void count(protocol::CloseReason reason) noexcept { ++closes[static_cast<std::size_t>(reason)]; }
};

}  // namespace parley::net
