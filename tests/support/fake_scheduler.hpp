// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "parley/base/scheduler.hpp"

namespace parley::test {

/// A clock that stands still until it is wound, and the calls that come due while it is.
class FakeScheduler : public Scheduler {
 public:
  [[nodiscard]] TimePoint now() const override { return now_; }
  [[nodiscard]] std::chrono::system_clock::time_point wall_clock() const override { return wall; }
  [[nodiscard]] std::unique_ptr<Timer> call_after(Duration delay,
                                                  std::function<void()> call) override {
    const std::uint64_t key = ++last_key_;
    calls_.emplace(key, Call{now_ + delay, std::move(call)});
    return std::make_unique<Pending>(*this, key);
  }

  /// Winds the clock by `duration`, stopping at each call that comes due, in order.
  void advance(Duration duration) {
    const TimePoint until = now_ + duration;
    for (auto next = earliest(); next != calls_.end() && next->second.at <= until;
         next = earliest()) {
      now_ = std::max(now_, next->second.at);
      const std::function<void()> call = std::move(next->second.call);
      calls_.erase(next);
      call();
    }
    now_ = until;
  }

  /// How long until the next call comes due; nothing if none is pending.
  [[nodiscard]] std::optional<Duration> until_next() {
    const auto next = earliest();
    if (next == calls_.end()) return std::nullopt;
    return std::max(Duration::zero(), next->second.at - now_);
  }

  [[nodiscard]] std::size_t pending() const noexcept { return calls_.size(); }

  std::chrono::system_clock::time_point wall{};

 private:
  struct Call {
    TimePoint at;
    std::function<void()> call;
  };
  using Calls = std::map<std::uint64_t, Call>;

  class Pending : public Timer {
   public:
    Pending(FakeScheduler& scheduler, std::uint64_t key) : scheduler_(scheduler), key_(key) {}
    ~Pending() override { scheduler_.calls_.erase(key_); }

   private:
    FakeScheduler& scheduler_;
    std::uint64_t key_;
  };

  [[nodiscard]] Calls::iterator earliest() {
    return std::min_element(calls_.begin(), calls_.end(),
                            [](const auto& a, const auto& b) { return a.second.at < b.second.at; });
  }

  Calls calls_;
  std::uint64_t last_key_ = 0;
  // Not the epoch: a time of zero that slipped in somewhere should show.
  TimePoint now_{std::chrono::hours{1000}};
};

}  // namespace parley::test
