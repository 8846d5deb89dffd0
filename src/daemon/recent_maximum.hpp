// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>

namespace parley::daemon {

/// The largest value of the last two minutes. Reading it does not reset it, so two monitoring
/// systems do not hide peaks from each other.
class RecentMaximum {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::minutes kWindow{2};

  /// Adds a value, and returns the largest.
  std::size_t update(std::size_t value, TimePoint now) {
    while (!peaks_.empty() && now - peaks_.front().at > kWindow) peaks_.pop_front();
    // A value that is older and not larger can never be the maximum again.
    while (!peaks_.empty() && peaks_.back().value <= value) peaks_.pop_back();
    if (peaks_.size() < kMaxPeaks) peaks_.push_back({value, now});
    return peaks_.front().value;
  }

 private:
  struct Peak {
    std::size_t value;
    TimePoint at;
  };
  /// Bounds the memory for a long series of falling values.
  static constexpr std::size_t kMaxPeaks = 256;

  std::deque<Peak> peaks_;  // in descending order
};

}  // namespace parley::daemon
