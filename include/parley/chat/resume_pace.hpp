// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "parley/base/scheduler.hpp"

namespace parley::chat {

/// Limits how often one session can be resumed: five times without a pause, then with a pause that
/// grows from one second to eight. Quiet times shorten the pause again. After a long replay the
/// pause lasts at least as long as the client would need to send as many bytes. Every pause ends
/// before the session could lose its seat. Each session has one, so it is small.
class ResumePace {
 public:
  static constexpr std::uint8_t kAtOnce = 4;  ///< resumes that no pause follows
  static constexpr Duration kFirstPause = std::chrono::seconds{1};
  static constexpr Duration kLongestPause = std::chrono::seconds{8};
  static constexpr Duration kQuietTime = std::chrono::seconds{10};  ///< shortens the streak by one

  /// The time until the session can be resumed; zero if it can be resumed now.
  [[nodiscard]] Duration wait(TimePoint now) const noexcept {
    return std::max(free_at_ - now, Duration::zero());
  }

  /// Counts a resume. `replay` is the time in which a client may send as many bytes as
  /// the replay has, at limits.bytes_per_second. `window` is resume.window. REQUIRES: wait(now) is
  /// zero.
  void on_resumed(Duration replay, Duration window, TimePoint now) noexcept {
    const auto quiet = std::min<Duration::rep>((now - free_at_) / kQuietTime, streak_);
    streak_ = static_cast<std::uint8_t>(streak_ - quiet);
    const Duration wanted = streak_ < kAtOnce ? Duration::zero() : std::max(pause(), replay);
    free_at_ = now + std::min(wanted, window / kWindowShare);
    if (streak_ < kAtOnce + kDoublings) ++streak_;
  }

 private:
  static constexpr std::uint8_t kDoublings = 4;
  static constexpr int kWindowShare = 3;

  /// REQUIRES: streak_ >= kAtOnce.
  [[nodiscard]] Duration pause() const noexcept {
    return std::min(kFirstPause * (1 << (streak_ - kAtOnce)), kLongestPause);
  }

  TimePoint free_at_{};
  std::uint8_t streak_ = 0;  // resumes without a quiet time
};

}  // namespace parley::chat
