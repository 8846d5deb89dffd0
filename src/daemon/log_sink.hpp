// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string_view>

#include <spdlog/sinks/sink.h>

#include "parley/base/scheduler.hpp"

namespace parley::daemon {

/// Writes the lines of the logger's thread to a descriptor and counts them. Errors of the
/// descriptor are only counted.
class LogSink final : public spdlog::sinks::sink {
 public:
  explicit LogSink(int descriptor) : descriptor_(descriptor) {}

  void log(const spdlog::details::log_msg& message) override;
  void flush() override {}
  void set_pattern(const std::string& /*pattern*/) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter> /*formatter*/) override {}

  [[nodiscard]] std::uint64_t failed() const noexcept { return failed_.load(); }
  /// Waits until `lines` have been written or failed; false if that takes longer.
  [[nodiscard]] bool wait_for(std::uint64_t lines, Duration longest);

 private:
  [[nodiscard]] bool write_all(std::string_view text) const noexcept;

  int descriptor_;
  std::atomic<std::uint64_t> failed_ = 0;
  std::mutex mutex_;
  std::condition_variable progress_;
  std::uint64_t done_ = 0;
};

}  // namespace parley::daemon
