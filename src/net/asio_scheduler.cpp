// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/asio_scheduler.hpp"

#include <utility>

#include "net/transport/timer.hpp"

namespace parley::net {
namespace {

class AsioTimer final : public Scheduler::Timer {
 public:
  AsioTimer(Executor executor, Duration delay, std::function<void()> call)
      : call_(std::make_shared<std::function<void()>>(std::move(call))), timer_(executor, delay) {
    // The call may be due already when the timer is destroyed; then its completion finds nothing.
    timer_.async_wait([weak = std::weak_ptr{call_}](error_code ec) {
      const auto due = weak.lock();
      if (!ec && due) (*due)();
    });
  }

 private:
  std::shared_ptr<std::function<void()>> call_;
  net::Timer timer_;
};

}  // namespace

std::unique_ptr<Scheduler::Timer> AsioScheduler::call_after(Duration delay,
                                                            std::function<void()> call) {
  return std::make_unique<AsioTimer>(io_.get_executor(), delay, std::move(call));
}

}  // namespace parley::net
