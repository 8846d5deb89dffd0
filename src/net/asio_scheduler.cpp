// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/asio_scheduler.hpp"

#include <utility>

#include <boost/asio/basic_waitable_timer.hpp>

#include "parley/net/transport/transport.hpp"

namespace parley::net {
namespace {

/// A steady timer on the concrete executor.
using WaitableTimer = boost::asio::basic_waitable_timer<
    std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

class AsioTimer final : public Scheduler::Timer {
 public:
  AsioTimer(Executor executor, Duration delay, std::function<void()> call)
      : call_(std::make_shared<std::function<void()>>(std::move(call))), timer_(executor, delay) {
    // The call may already be due when the timer is destroyed; its completion then finds nothing.
    timer_.async_wait([weak = std::weak_ptr{call_}](error_code ec) {
      const auto due = weak.lock();
      if (!ec && due) (*due)();
    });
  }

 private:
  std::shared_ptr<std::function<void()>> call_;
  WaitableTimer timer_;
};

}  // namespace

std::unique_ptr<Scheduler::Timer> AsioScheduler::call_after(Duration delay,
                                                            std::function<void()> call) {
  return std::make_unique<AsioTimer>(io_.get_executor(), delay, std::move(call));
}

}  // namespace parley::net
