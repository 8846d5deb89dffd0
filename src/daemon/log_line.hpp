// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "parley/daemon/config.hpp"

namespace parley::daemon {

/// Builds one line of the log, without its newline: `time level event=… key=value …`, or a JSON
/// object. The line is always printable ASCII. A value with other characters is written as a JSON
/// string, which escapes them; invalid UTF-8 becomes U+FFFD. So no value can start a new line, look
/// like another field, or send commands to a terminal.
class LogLine {
 public:
  /// Longer values are cut, so that the log's queue is bounded in bytes, too.
  static constexpr std::size_t kMaxValueBytes = 512;

  LogLine(LogFormat format, std::chrono::system_clock::time_point time, LogLevel level,
          std::string_view event);

  /// REQUIRES: `key` is a plain word.
  void add(std::string_view key, std::string_view value);
  void add(std::string_view key, std::int64_t value);

  [[nodiscard]] std::string finish() &&;

 private:
  void add_key(std::string_view key);

  LogFormat format_;
  std::string text_;
};

}  // namespace parley::daemon
