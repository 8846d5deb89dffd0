// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/worker.hpp"

#include <algorithm>
#include <csignal>

namespace parley::net {
namespace {

/// Signals are for the thread of the loop. A new thread inherits the mask.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  ~BlockedSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

Worker::Worker(Mailbox& mailbox, const WorkerLimits& limits) : mailbox_(mailbox), limits_(limits) {
  const BlockedSignals blocked;
  thread_ = std::thread([this] { run(); });
}

Worker::~Worker() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  has_work_.notify_one();
  thread_.join();
}

bool Worker::enqueue(WorkKind kind, Job job) {
  const std::size_t limit = kind == WorkKind::Token ? limits_.tokens : limits_.passwords;
  {
    const std::lock_guard lock{mutex_};
    auto& queue = queues_[static_cast<std::size_t>(kind)];
    if (queue.size() >= limit) return false;
    queue.push_back(std::move(job));
  }
  has_work_.notify_one();
  return true;
}

std::optional<Worker::Job> Worker::next() {
  std::unique_lock lock{mutex_};
  const auto has_any = [](const auto& queue) { return !queue.empty(); };
  has_work_.wait(lock, [&] { return is_stopping_ || std::ranges::any_of(queues_, has_any); });
  if (is_stopping_) return std::nullopt;
  auto& queue = *std::ranges::find_if(queues_, has_any);
  Job job = std::move(queue.front());
  queue.pop_front();
  return job;
}

void Worker::run() {
  while (const auto job = next()) (*job)();
}

}  // namespace parley::net
