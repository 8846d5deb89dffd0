// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>

#include "parley/base/token_bucket.hpp"

namespace parley::chat {

/// Limits of sessions, and of the messages kept for them.
struct ResumeLimits {
  Duration window = std::chrono::seconds{30};   ///< time for which a seat is kept
  std::size_t seats = 10'000;                   ///< seats of absent clients at one time
  std::size_t messages = 256;                   ///< unacknowledged messages per client
  std::size_t bytes = 256 * 1024;               ///< size of unacknowledged messages per client
  std::size_t total_bytes = 256 * 1024 * 1024;  ///< size of unacknowledged messages, all clients
  std::size_t bytes_per_address = 0;            ///< the same for one address; 0: a sixteenth
  Rate replays_per_address{2.0 * 1024 * 1024, 16.0 * 1024 * 1024};  ///< bytes that are sent again

  [[nodiscard]] std::size_t address_share() const noexcept {
    constexpr std::size_t kSharers = 16;
    return bytes_per_address != 0 ? bytes_per_address : total_bytes / kSharers;
  }
};

/// The limits that the chat layer enforces. docs/configuration.md says what happens at each.
struct Limits {
  std::size_t rooms = 10'000;
  std::size_t clients_per_room = 100;
  Rate messages{100, 1000};                          ///< per client
  Rate bytes{256.0 * 1024, 512.0 * 1024};            ///< per client
  double room_bytes_per_second = 8.0 * 1024 * 1024;  ///< broadcast size × members, per room
  Duration throttle_deadline = std::chrono::seconds{10};
  std::size_t errors_per_minute = 60;  ///< only errors that are the client's own fault
  Duration room_info_interval = std::chrono::milliseconds{50};
  /// Longest time for which the server delays room-info broadcasts to a client that has not sent
  /// anything yet.
  Duration first_message_wait = std::chrono::seconds{2};
  ResumeLimits resume;
};

}  // namespace parley::chat
