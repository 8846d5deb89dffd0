// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>

#include "parley/base/scheduler.hpp"

namespace parley::chat {

/// Limits how often the server announces that one client is suspended or has resumed: two changes
/// at once, then one every two seconds. So the members see a short interruption begin and end
/// without a delay. Each session has one, so it is small.
class PresencePace {
 public:
  static constexpr Duration kInterval = std::chrono::seconds{2};

  /// The time from which the next change may be announced. It may lie in the past.
  [[nodiscard]] TimePoint next() const noexcept { return full_at_ - kInterval; }
  [[nodiscard]] bool may_tell(TimePoint now) const noexcept { return next() <= now; }

  /// Call this after announcing a change.
  void on_told(TimePoint now) noexcept { full_at_ = std::max(full_at_, now) + kInterval; }

 private:
  // The time from which two changes could be announced at once.
  TimePoint full_at_ = TimePoint::min() + kInterval;
};

}  // namespace parley::chat
