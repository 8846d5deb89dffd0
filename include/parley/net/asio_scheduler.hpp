// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>

#include "parley/base/scheduler.hpp"

namespace parley::net {

/// The clock and the delays of the event loop: the only place below the daemon that reads a clock.
class AsioScheduler final : public Scheduler {
 public:
  explicit AsioScheduler(boost::asio::io_context& io) : io_(io) {}

  [[nodiscard]] TimePoint now() const override { return std::chrono::steady_clock::now(); }
  [[nodiscard]] std::chrono::system_clock::time_point wall_clock() const override {
    return std::chrono::system_clock::now();
  }
  [[nodiscard]] std::unique_ptr<Timer> call_after(Duration delay,
                                                  std::function<void()> call) override;

 private:
  boost::asio::io_context& io_;
};

}  // namespace parley::net
