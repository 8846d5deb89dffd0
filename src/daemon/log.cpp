// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/log.hpp"

#include <csignal>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <pthread.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>

#include "daemon/log_line.hpp"
#include "daemon/log_sink.hpp"
#include "daemon/privacy_filter.hpp"

namespace parley::daemon {
namespace {

/// The logger's thread handles no signals: SIGPIPE becomes an error of write, and all others belong
/// to the event loop.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

/// The queue, its thread and its shutdown, in one object that may outlive the Log.
class Log::Writer {
 public:
  Writer(std::size_t queue_lines, int descriptor)
      : capacity_(queue_lines),
        sink_(std::make_shared<LogSink>(descriptor)),
        pool_(std::make_shared<spdlog::details::thread_pool>(queue_lines, 1, block_signals)),
        logger_(std::make_shared<spdlog::async_logger>(
            "parley", sink_, pool_, spdlog::async_overflow_policy::overrun_oldest)) {
    logger_->set_level(spdlog::level::trace);
  }

  void enqueue(const std::string& line) {
    logger_->log(spdlog::level::info, line);
    ++enqueued_;
  }
  [[nodiscard]] bool has_room() const { return pool_->queue_size() <= capacity_ / 2; }
  [[nodiscard]] std::uint64_t lost() const { return pool_->overrun_counter() + sink_->failed(); }
  /// Overwritten lines never reach the sink, so they do not count.
  [[nodiscard]] bool flush_for(Duration longest) const {
    return sink_->wait_for(enqueued_ - pool_->overrun_counter(), longest);
  }

  PrivacyFilter privacy;

 private:
  std::size_t capacity_;
  std::shared_ptr<LogSink> sink_;
  std::shared_ptr<spdlog::details::thread_pool> pool_;
  std::shared_ptr<spdlog::async_logger> logger_;
  std::uint64_t enqueued_ = 0;
};

Log::Log(const LogConfig& config, int descriptor, Clock clock)
    : config_(config),
      clock_(clock),
      writer_(std::make_unique<Writer>(config.queue_lines, descriptor)) {}

Log::~Log() {
  constexpr auto kLastMoment = std::chrono::milliseconds{500};
  if (flush_for(kLastMoment)) return;
  // The writer's destructor would wait for its thread, and the thread waits for the reader. It
  // stays reachable from here, so leak checkers do not report it.
  static auto* const left_behind = new std::vector<Writer*>;
  left_behind->push_back(writer_.release());
}

bool Log::is_enabled(LogLevel level) const noexcept {
  return level >= config_.level;
}

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (!is_enabled(level)) return;
  try {
    enqueue(level, event, fields);
  } catch (const std::exception&) {
    ++unmade_lines_;
  }
}

void Log::enqueue(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  LogLine line{config_.format, clock_(), level, event};
  const auto add_private = [&](std::string_view key, std::string_view text, Privacy privacy) {
    const auto shown = writer_->privacy.show(text, privacy);
    if (shown) line.add(key, *shown);
  };
  for (const auto& field : fields) {
    std::visit(
        [&](const auto& value) {
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, PrivateRoom>) {
            add_private(field.key, value.id, config_.room_ids);
          } else if constexpr (std::is_same_v<Value, PrivateAddress>) {
            add_private(field.key, value.address, config_.addresses);
          } else {
            line.add(field.key, value);
          }
        },
        field.value);
  }
  writer_->enqueue(std::move(line).finish());
}

void Log::reconfigure(const LogConfig& config) noexcept {
  config_.level = config.level;
  config_.room_ids = config.room_ids;
  config_.addresses = config.addresses;
}

std::uint64_t Log::lost_lines() const {
  return writer_->lost() + unmade_lines_;
}

void Log::report_losses() {
  const std::uint64_t total = lost_lines();
  // In a full queue the report would only overwrite another line, and its number would be wrong.
  if (total == reported_losses_ || !writer_->has_room()) return;
  write(LogLevel::Warning, "log-lines-lost",
        {{"lines", static_cast<std::int64_t>(total - reported_losses_)},
         {"total", static_cast<std::int64_t>(total)}});
  reported_losses_ = total;
}

bool Log::flush_for(Duration longest) const {
  return writer_->flush_for(longest);
}

}  // namespace parley::daemon
