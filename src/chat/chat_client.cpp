// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_client.hpp"

#include <algorithm>

#include "parley/base/enum_array.hpp"

namespace parley::chat {

ChatClient::Pace ChatClient::charge(std::size_t bytes, Duration extra_pause, const Limits& limits,
                                    TimePoint now) noexcept {
  constexpr Duration kRest = std::chrono::seconds{1};
  if (throttled_since_ && now - paused_until_ >= kRest) throttled_since_.reset();
  // In the order of ThrottleCause.
  const EnumArray<ThrottleCause, Duration> pauses{
      messages_.take(1, limits.messages, now),
      bytes_.take(static_cast<double>(bytes), limits.bytes, now), extra_pause};
  const auto longest = std::ranges::max_element(pauses);
  Pace pace;
  pace.pause = *longest;
  if (pace.pause == Duration::zero()) return pace;
  pace.cause = static_cast<ThrottleCause>(longest - pauses.begin());
  paused_until_ = now + pace.pause;
  pace.episode_begins = !throttled_since_;
  if (!throttled_since_) throttled_since_ = now;
  pace.too_fast = now - *throttled_since_ >= limits.throttle_deadline;
  return pace;
}

bool ChatClient::charge_error(const Limits& limits, TimePoint now) noexcept {
  if (now - errors_since_ >= std::chrono::minutes{1}) {
    errors_since_ = now;
    errors_ = 0;
  }
  return ++errors_ <= limits.errors_per_minute;
}

}  // namespace parley::chat
