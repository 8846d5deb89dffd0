// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "parley/base/scheduler.hpp"

namespace parley {

/// `per_second` tokens flow in, up to `burst` are kept.
struct Rate {
  double per_second;
  double burst;

  [[nodiscard]] bool operator==(const Rate&) const = default;
};

/// A token bucket that starts full and may go into debt: what has already arrived is paid for
/// afterwards. The rate is handed in with each call, so that a changed limit holds at once.
class TokenBucket {
 public:
  /// Takes `tokens` and returns how long it takes until there is a whole token again; zero if
  /// there is one left now. An amount above the burst is charged in full.
  Duration take(double tokens, const Rate& rate, TimePoint now) noexcept {
    spent_ = spent_at(rate, now) + tokens;
    filled_at_ = now;
    return wait(rate, now);
  }

  /// How long until there is a whole token; zero if there is one.
  [[nodiscard]] Duration wait(const Rate& rate, TimePoint now) const noexcept {
    constexpr std::chrono::duration<double> kLongest = std::chrono::hours{1};
    const double missing = spent_at(rate, now) - (rate.burst - 1);
    if (missing <= 0) return Duration::zero();
    // Rounded up: who comes back after the wait must not find a token that is almost there.
    return std::chrono::ceil<Duration>(
        std::min(std::chrono::duration<double>{missing / rate.per_second}, kLongest));
  }

  /// Whether at least `share` (0 to 1) of the burst is there.
  [[nodiscard]] bool has_share(double share, const Rate& rate, TimePoint now) const noexcept {
    return spent_at(rate, now) <= rate.burst * (1 - share);
  }

 private:
  [[nodiscard]] double spent_at(const Rate& rate, TimePoint now) const noexcept {
    const std::chrono::duration<double> passed = now - filled_at_;
    return std::max(0.0, spent_ - passed.count() * rate.per_second);
  }

  // What is missing rather than what is there: a new bucket is full whatever its burst.
  double spent_ = 0;
  TimePoint filled_at_{};
};

}  // namespace parley
