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

/// The daemon's log: writes one line per event to standard error (or another descriptor, which it
/// does not close). A single thread formats the lines, and the logger's own thread writes them, so
/// a blocked reader or a full disk never stops the caller. Beyond the limit of the queue the oldest
/// lines are overwritten, and counted as lost.
class Log final : public EventLog {
 public:
  using Clock = std::chrono::system_clock::time_point (*)();

  /// Throws if the random source fails or a thread cannot be started.
  explicit Log(const LogConfig& config, int descriptor = STDERR_FILENO,
               Clock clock = &std::chrono::system_clock::now);
  /// Writes the queued lines, but waits only briefly. If the reader is stuck, the writing thread
  /// keeps running, but it no longer uses this object.
  ~Log() override;
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  [[nodiscard]] bool is_enabled(LogLevel level) const noexcept override;
  /// Never throws, and never waits for the reader.
  void write(LogLevel level, std::string_view event,
             std::initializer_list<LogField> fields) override;

  /// Changes level and privacy at once, but not format and queue length.
  void reconfigure(const LogConfig& config) noexcept;

  /// The number of lines that were overwritten in the queue or could not be written.
  [[nodiscard]] std::uint64_t lost_lines() const;
  /// Writes one line about lost lines, if there are new ones and the queue has room again. Call
  /// this regularly.
  void report_losses();

  /// Waits until the queue is empty, for at most `longest`. False if the reader is stuck; the
  /// caller should then not wait again.
  [[nodiscard]] bool flush_for(Duration longest) const;

 private:
  class Writer;

  void enqueue(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

  LogConfig config_;
  Clock clock_;
  std::unique_ptr<Writer> writer_;
  std::uint64_t reported_losses_ = 0;
  std::uint64_t unmade_lines_ = 0;  // lines that were not made for lack of memory
};

}  // namespace parley::daemon
