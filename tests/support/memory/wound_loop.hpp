// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <exception>
#include <functional>

#include <boost/asio/io_context.hpp>

#include "support/fake_scheduler.hpp"

namespace parley::test {

/// An event loop without sockets, and a clock that stands still until it is wound: everything that
/// is ready has happened when a call returns, and time passes only where a test says so.
class WoundLoop {
 public:
  [[nodiscard]] boost::asio::io_context& io() noexcept { return io_; }
  [[nodiscard]] boost::asio::io_context::executor_type executor() { return io_.get_executor(); }
  [[nodiscard]] FakeScheduler& scheduler() noexcept { return scheduler_; }

  /// Called with what escapes from a handler; without it that is thrown.
  std::function<void(const std::exception&)> on_exception;

  /// Runs what is ready, and what becomes ready by that.
  void settle() {
    for (bool is_done = false; !is_done;) {
      is_done = guarded([this] {
        io_.restart();
        io_.poll();
      });
    }
  }

  /// Winds the clock by `duration`, and lets the loop have its turn whenever something comes due.
  /// By zero: what is due already is called.
  void advance(Duration duration) {
    (void)advance_until(duration, [] { return false; });
  }

  /// The same, but only until `is_over` says so. Returns whether it did.
  [[nodiscard]] bool advance_until(Duration most, const std::function<bool()>& is_over) {
    settle();
    if (most <= Duration::zero()) {
      (void)guarded([this] { scheduler_.advance(Duration::zero()); });
      settle();
    }
    while (!is_over()) {
      if (most <= Duration::zero()) return false;
      const Duration step = std::min(most, scheduler_.until_next().value_or(most));
      most -= step;
      (void)guarded([&] { scheduler_.advance(step); });
      settle();
    }
    return true;
  }

 private:
  /// Whether `act` threw nothing.
  bool guarded(const std::function<void()>& act) {
    if (!on_exception) {
      act();
      return true;
    }
    try {
      act();
      return true;
    } catch (const std::exception& error) {
      on_exception(error);
      return false;
    }
  }

  boost::asio::io_context io_{1};
  FakeScheduler scheduler_;
};

}  // namespace parley::test
