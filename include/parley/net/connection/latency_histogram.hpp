// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace parley::net {

/// Counts durations in buckets. The last element of `counts` is for durations above the last bound.
struct LatencyHistogram {
  using Duration = std::chrono::steady_clock::duration;

  /// Inclusive upper bounds. They cover round trips from one rack to a phone with poor
  /// reception.
  static constexpr std::array<std::chrono::milliseconds, 11> kBounds{
      std::chrono::milliseconds{5},    std::chrono::milliseconds{10},
      std::chrono::milliseconds{25},   std::chrono::milliseconds{50},
      std::chrono::milliseconds{100},  std::chrono::milliseconds{250},
      std::chrono::milliseconds{500},  std::chrono::milliseconds{1000},
      std::chrono::milliseconds{2500}, std::chrono::milliseconds{5000},
      std::chrono::milliseconds{10000}};

  std::array<std::uint64_t, kBounds.size() + 1> counts{};
  Duration sum{};

  void observe(Duration duration) noexcept {
    ++counts[static_cast<std::size_t>(std::ranges::lower_bound(kBounds, duration) -
                                      kBounds.begin())];
    sum += duration;
  }
};

}  // namespace parley::net
