// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace parley::daemon {

/// The other end of systemd's notification protocol (sd_notify(3)): a datagram for each change of
/// state. Started by hand, without NOTIFY_SOCKET, it is silent. A manager that does not take a
/// message costs nothing but the message.
class ServiceManager {
 public:
  /// Reads NOTIFY_SOCKET and WATCHDOG_USEC, and removes them from the environment.
  static ServiceManager from_environment();

  /// Silent.
  ServiceManager() = default;

  /// Sends to the Unix datagram socket at `address`; '@' in front stands for the abstract
  /// namespace.
  ServiceManager(std::string address, std::optional<std::chrono::microseconds> watchdog);

  void ready(std::string_view status);
  void stopping() const;
  void status(std::string_view text);  ///< sent if it is another one than the last
  void alive() const;

  /// Within which time `alive` is expected; nothing if it is not.
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
