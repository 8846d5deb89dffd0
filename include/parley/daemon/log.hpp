// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>

#include <unistd.h>

#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/daemon/config.hpp"

namespace parley::daemon {

/// The daemon's log: one line per event to standard error (or another descriptor, which is not
/// closed). Lines are made on the calling thread, which is always the same, and written by a thread
/// of the logger's own, so that a reader that is stuck or a disk that is full never stops the
/// caller: the oldest of the waiting lines are overwritten, and lost ones are counted.
class Log final : public EventLog {
 public:
  using Clock = std::chrono::system_clock::time_point (*)();

  /// Throws if there are no random bytes or no thread.
  explicit Log(const LogConfig& config, int descriptor = STDERR_FILENO,
               Clock clock = &std::chrono::system_clock::now);
  /// Writes what waits, for a moment. If the reader is stuck the writing thread is left behind
  /// rather than waited for: it touches nothing that ends with this object.
  ~Log() override;
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  [[nodiscard]] bool is_enabled(LogLevel level) const noexcept override;
  /// Never throws and never waits for the reader.
  void write(LogLevel level, std::string_view event,
             std::initializer_list<LogField> fields) override;

  /// Level and privacy change at once; format and queue length do not.
  void reconfigure(const LogConfig& config) noexcept;

  /// Lines overwritten before they were written, and lines whose writing failed.
  [[nodiscard]] std::uint64_t lost_lines() const;
  /// Writes one line about lost lines if there are new ones and the queue has room again. To be
  /// called from time to time.
  void report_losses();

  /// Waits until no line is waiting, at most so long. False: the reader is stuck, and so would be
  /// whoever waits on for it.
  [[nodiscard]] bool flush_for(Duration longest) const;

 private:
  class Writer;

  void enqueue(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

  LogConfig config_;
  Clock clock_;
  std::unique_ptr<Writer> writer_;
  std::uint64_t reported_losses_ = 0;
  std::uint64_t unmade_lines_ = 0;  // there was no memory for them
};

}  // namespace parley::daemon
