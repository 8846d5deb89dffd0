// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace parley {

using TimePoint = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

/// The only source of time and delays for the chat and net layers. In the daemon it is the event
/// loop, in tests a clock that the test advances. Calls run on the thread of the loop, never inside
/// call_after. It outlives its timers.
class Scheduler {
 public:
  /// A pending call. Destroying the timer cancels the call. The call itself may destroy it, too.
  class Timer {
   public:
    virtual ~Timer() = default;
  };

  virtual ~Scheduler() = default;
  [[nodiscard]] virtual TimePoint now() const = 0;
  [[nodiscard]] virtual std::chrono::system_clock::time_point wall_clock() const = 0;
  [[nodiscard]] virtual std::unique_ptr<Timer> call_after(Duration delay,
                                                          std::function<void()> call) = 0;
};

}  // namespace parley
