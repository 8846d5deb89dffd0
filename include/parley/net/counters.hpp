// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// Why a connection was refused before it was a WebSocket.
enum class Refusal : std::uint8_t {
  TotalConnections,
  AddressConnections,
  TotalRate,
  AddressRate,
  Origin,
  BadRequest,
  HeaderTooLarge,
  HandshakeTimeout,
};
inline constexpr std::size_t kRefusalCount = 8;

inline constexpr std::size_t kCloseReasonCount =
    static_cast<std::size_t>(protocol::CloseReason::SlowConsumer) + 1;

/// What the net layer has done since the start. Only ever grows.
struct Counters {
  std::uint64_t connections = 0;
  std::uint64_t accept_errors = 0;
  std::uint64_t requests = 0;  ///< HTTP, upgrades included
  std::uint64_t upgrades = 0;
  std::uint64_t exceptions = 0;  ///< bugs, each of which cost one connection
  std::array<std::uint64_t, kRefusalCount> refusals{};
  std::array<std::uint64_t, kCloseReasonCount> closes{};

  void count(Refusal refusal) noexcept { ++refusals[static_cast<std::size_t>(refusal)]; }
  void count(protocol::CloseReason reason) noexcept { ++closes[static_cast<std::size_t>(reason)]; }
};

}  // namespace parley::net
