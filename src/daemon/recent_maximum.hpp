// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>

namespace parley::daemon {

/// The largest of the values of the last two minutes, whoever has asked for it meanwhile, so that
/// two monitoring systems do not take each other's peaks away.
class RecentMaximum {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::minutes kWindow{2};

  /// Takes one more value, and returns the largest.
  std::size_t update(std::size_t value, TimePoint now) {
    while (!peaks_.empty() && now - peaks_.front().at > kWindow) peaks_.pop_front();
    // What is no larger and older can never be the answer again.
    while (!peaks_.empty() && peaks_.back().value <= value) peaks_.pop_back();
    if (peaks_.size() < kMaxPeaks) peaks_.push_back({value, now});
    return peaks_.front().value;
  }

 private:
  struct Peak {
    std::size_t value;
    TimePoint at;
  };
  /// Somebody who asks without pause, each time after a smaller value, does not fill the memory.
  static constexpr std::size_t kMaxPeaks = 256;

  std::deque<Peak> peaks_;  // falling values
};

}  // namespace parley::daemon
