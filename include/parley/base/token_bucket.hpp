// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "parley/base/scheduler.hpp"

namespace parley {

/// The rate of a token bucket: `per_second` tokens flow in, up to `burst`.
struct Rate {
  double per_second;
  double burst;

  [[nodiscard]] bool operator==(const Rate&) const = default;
};

/// A token bucket that starts full and may go into debt, because messages are charged after they
/// have arrived. Each call gets the rate, so a changed limit applies at once.
class TokenBucket {
 public:
  /// Takes `tokens` and returns the time until the bucket has a whole token again; zero if it has
  /// one now. It charges an amount above the burst in full.
  Duration take(double tokens, const Rate& rate, TimePoint now) noexcept {
    spent_ = spent_at(rate, now) + tokens;
    filled_at_ = now;
    return wait(rate, now);
  }

  /// The time until the bucket has a whole token; zero if it has one.
  [[nodiscard]] Duration wait(const Rate& rate, TimePoint now) const noexcept {
    constexpr std::chrono::duration<double> kLongest = std::chrono::hours{1};
    const double missing = spent_at(rate, now) - (rate.burst - 1);
    if (missing <= 0) return Duration::zero();
    // Rounded up, so that the token is complete after the wait.
    return std::chrono::ceil<Duration>(
        std::min(std::chrono::duration<double>{missing / rate.per_second}, kLongest));
  }

  /// Whether the bucket holds at least `share` (0 to 1) of the burst.
  [[nodiscard]] bool has_share(double share, const Rate& rate, TimePoint now) const noexcept {
    return spent_at(rate, now) <= rate.burst * (1 - share);
  }

 private:
  [[nodiscard]] double spent_at(const Rate& rate, TimePoint now) const noexcept {
    const std::chrono::duration<double> passed = now - filled_at_;
    return std::max(0.0, spent_ - passed.count() * rate.per_second);
  }

  // Stores the missing tokens instead of the present ones, so that a new bucket is full at any
  // burst.
  double spent_ = 0;
  TimePoint filled_at_{};
};

}  // namespace parley
