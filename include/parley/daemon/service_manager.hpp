// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace parley::daemon {

/// The client of systemd's notification protocol (sd_notify(3)), which sends a datagram for each
/// change of state. Without NOTIFY_SOCKET it does nothing. If a datagram cannot be sent, only that
/// message is lost.
class ServiceManager {
 public:
  /// Reads NOTIFY_SOCKET and WATCHDOG_USEC, and removes them from the environment.
  static ServiceManager from_environment();

  /// An object that does nothing.
  ServiceManager() = default;

  /// Sends to the Unix datagram socket at `address`; a leading '@' means the abstract namespace.
  ServiceManager(std::string address, std::optional<std::chrono::microseconds> watchdog);

  void ready(std::string_view status);
  void stopping() const;
  void status(std::string_view text);  ///< sent only if it differs from the last one
  void alive() const;

  /// The time within which systemd expects `alive`; nothing if it expects none.
  [[nodiscard]] std::optional<std::chrono::microseconds> watchdog() const noexcept {
    return watchdog_;
  }

 private:
  void send(std::string_view state, std::chrono::seconds patience = {}) const noexcept;

  std::string address_;
  std::string status_;
  std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace parley::daemon
