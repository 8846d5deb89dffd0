// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "parley/net/admission/limits.hpp"

namespace parley::net {

/// Decides from the last sign of life whether to ping a client or to close its connection. The
/// sweep polls it; it has no timer.
class Liveness {
 public:
  enum class Verdict { Alive, Ask, Gone };

  explicit Liveness(TimePoint now) noexcept : heard_at_(now) {}

  /// The client has sent something, or the server did not read from it.
  void on_sign(TimePoint now) noexcept {
    heard_at_ = now;
    asked_at_.reset();
  }

  /// After `Ask` the client counts as pinged.
  [[nodiscard]] Verdict look(const Heartbeat& heartbeat, TimePoint now) noexcept {
    const Duration silence = now - heard_at_;
    if (!asked_at_) {
      if (silence < heartbeat.interval) return Verdict::Alive;
      asked_at_ = now;
      return Verdict::Ask;
    }
    // If the event loop itself has stalled, the ping may not have been sent: silence then proves
    // nothing.
    const bool had_time = now - *asked_at_ >= heartbeat.timeout / 2;
    return had_time && silence >= heartbeat.interval + heartbeat.timeout ? Verdict::Gone
                                                                         : Verdict::Alive;
  }

  /// When the client was pinged, if it has been silent since.
  [[nodiscard]] const std::optional<TimePoint>& asked_at() const noexcept { return asked_at_; }

 private:
  TimePoint heard_at_;
  std::optional<TimePoint> asked_at_;  // set while a pinged client is silent
};

}  // namespace parley::net
