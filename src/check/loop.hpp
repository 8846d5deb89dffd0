// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>

namespace parley::check {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using boost::system::error_code;

/// The completion of an operation. All completions have this type, so each operation is compiled
/// only once.
struct Done {
  std::optional<error_code>* result;

  template <class... Values>
  void operator()(error_code ec, Values&&...) const {
    *result = ec;
  }
};

/// The event loop of the check. It runs only while the check waits for something, and never without
/// a deadline. One thread.
class Loop {
 public:
  [[nodiscard]] boost::asio::io_context& context() noexcept { return context_; }

  /// Handles events until `is_done()`; false if the deadline passes first.
  template <class Predicate>
  bool run_until(TimePoint deadline, Predicate is_done) {
    while (!is_done()) {
      if (context_.run_one_until(deadline) == 0 && Clock::now() >= deadline) return is_done();
    }
    return true;
  }

  /// `start(Done)` starts an operation with this completion. At the deadline `cancel()` cancels it,
  /// and the result is timed_out.
  template <class Start, class Cancel>
  error_code await(TimePoint deadline, Start start, Cancel cancel) {
    std::optional<error_code> result;
    start(Done{&result});
    const auto is_done = [&result] { return result.has_value(); };
    if (run_until(deadline, is_done)) return *result;
    cancel();
    // A cancelled operation ends at once; its handler refers to this frame.
    while (!is_done()) context_.run_one();
    return boost::asio::error::timed_out;
  }

 private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      context_.get_executor()};
};

}  // namespace parley::check
