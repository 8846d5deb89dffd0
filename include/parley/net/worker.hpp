// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

#include "parley/net/mailbox.hpp"

namespace parley::net {

/// The worker has a queue for each kind, so no token waits behind a queued password.
enum class WorkKind : std::uint8_t { Token, Password };

struct WorkerLimits {
  std::size_t tokens = 1024;   ///< waiting tokens
  std::size_t passwords = 64;  ///< waiting passwords
};

/// One thread for work that is too slow for the event loop: checking a signature takes up to a
/// millisecond, and checking a password a fifth of a second. Results return through the Mailbox.
/// The queues are bounded; the caller refuses a client when its queue is full.
///
/// The event loop's thread owns and calls it. Its destructor waits for the work in progress, and
/// drops the queued work.
class Worker {
 public:
  explicit Worker(Mailbox& mailbox, const WorkerLimits& limits = {});
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Calls `work()` on the thread, then `done(std::optional{result})` on the loop; if `work`
  /// throws, `done(std::nullopt)`. False if the queue is full; then neither is called. `work`
  /// shares nothing with the loop. Both are copied, and destroyed on either thread.
  template <class Work, class Done>
  [[nodiscard]] bool submit(WorkKind kind, Work work, Done done) {
    return enqueue(kind, [this, work = std::move(work), done = std::move(done)] {
      std::optional<std::invoke_result_t<const Work&>> result;
      try {
        result.emplace(work());
      } catch (...) {
        // `done` gets nothing, and its owner reports the failure.
      }
      mailbox_.post([done, result = std::move(result)] { done(result); });
    });
  }

 private:
  using Job = std::function<void()>;

  [[nodiscard]] bool enqueue(WorkKind kind, Job job);
  [[nodiscard]] std::optional<Job> next();
  void run();

  Mailbox& mailbox_;
  const WorkerLimits limits_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  std::array<std::deque<Job>, 2> queues_;  // by WorkKind; guarded by mutex_
  bool is_stopping_ = false;               // guarded by mutex_
  std::thread thread_;                     // the last, because it uses the others
};

}  // namespace parley::net
