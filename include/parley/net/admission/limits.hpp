// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>

#include "parley/base/token_bucket.hpp"

namespace parley::net {

/// The limits that the net layer enforces. docs/configuration.md says what happens at each.
struct Limits {
  std::size_t message_bytes = 64 * 1024;                ///< one message with all its fragments
  std::size_t output_bytes = 1024 * 1024;               ///< queued for one client
  Duration output_deadline = std::chrono::seconds{10};  ///< without progress of that queue
  double output_bytes_per_second = 16 * 1024;  ///< slowest rate at which a client may read it
  std::size_t total_output_bytes = 256 * 1024 * 1024;  ///< queued for all clients together
  std::size_t output_bytes_per_address = 0;            ///< for one address; 0: a sixteenth
  Duration close_deadline = std::chrono::seconds{5};  ///< from the server's Close to the end of TCP
  std::size_t connections = 10'000;
  std::size_t connections_per_address = 256;  ///< IPv6: per /64
  Rate new_connections{1000, 1000};
  Rate new_connections_per_address{20, 100};
  std::size_t header_bytes = 8 * 1024;
  Duration handshake_deadline = std::chrono::seconds{10};  ///< from accept to the upgrade
  Duration keep_alive = std::chrono::seconds{15};          ///< between two requests
  std::size_t compressed_bytes = 1024 * 1024;              ///< compressed files that are kept

  /// The part of total_output_bytes that one address may have.
  [[nodiscard]] std::size_t address_output() const noexcept {
    constexpr std::size_t kSharers = 16;
    return output_bytes_per_address != 0 ? output_bytes_per_address : total_output_bytes / kSharers;
  }
};

/// The times after which the server pings a silent client, and then closes its connection.
struct Heartbeat {
  Duration interval = std::chrono::seconds{25};  ///< idle time after which the server pings
  Duration timeout = std::chrono::seconds{15};   ///< longest silence after the ping
};

/// The times of a shutdown.
struct Drain {
  Duration grace = std::chrono::seconds{0};     ///< listeners stay open, new clients get 1012
  Duration spread = std::chrono::seconds{2};    ///< time over which clients are closed
  Duration deadline = std::chrono::seconds{5};  ///< from the signal to the end
};

}  // namespace parley::net
