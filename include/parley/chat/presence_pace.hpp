// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>

#include "parley/base/scheduler.hpp"

namespace parley::chat {

/// How often the others in the room are told that one client is suspended or has resumed: two
/// changes at once, so that a short drop ends as soon as it is over, then one every two seconds.
/// Each session has one, so it is small.
class PresencePace {
 public:
  static constexpr Duration kInterval = std::chrono::seconds{2};

  /// When the next one may be told: not after `now` if that is now.
  [[nodiscard]] TimePoint next() const noexcept { return full_at_ - kInterval; }
  [[nodiscard]] bool may_tell(TimePoint now) const noexcept { return next() <= now; }

  /// They have been told.
  void on_told(TimePoint now) noexcept { full_at_ = std::max(full_at_, now) + kInterval; }

 private:
  // When two could be told at once.
  TimePoint full_at_ = TimePoint::min() + kInterval;
};

}  // namespace parley::chat
