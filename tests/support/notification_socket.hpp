// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "support/temp_dir.hpp"

namespace parley::test {

/// A service manager's end of the notification protocol (sd_notify(3)).
class NotificationSocket {
 public:
  enum class Kind { File, Abstract };

  explicit NotificationSocket(Kind kind = Kind::File);
  ~NotificationSocket();
  NotificationSocket(const NotificationSocket&) = delete;
  NotificationSocket& operator=(const NotificationSocket&) = delete;

  /// As it stands in NOTIFY_SOCKET.
  [[nodiscard]] const std::string& address() const noexcept { return address_; }

  /// The next message. Throws after kPatience.
  [[nodiscard]] std::string read();
  [[nodiscard]] std::optional<std::string> read_within(std::chrono::milliseconds wait);
  [[nodiscard]] std::optional<std::string> read_now() {
    return read_within(std::chrono::milliseconds{0});
  }

 private:
  TempDir dir_;
  std::string address_;
  int fd_;
};

}  // namespace parley::test
