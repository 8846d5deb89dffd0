// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/housekeeping.hpp"

#include <utility>

namespace parley::daemon {

Housekeeping::Housekeeping(boost::asio::io_context& io, const ServiceManager& manager,
                           Chores chores)
    : manager_(manager),
      chores_(std::move(chores)),
      report_timer_(io),
      look_timer_(io),
      watchdog_timer_(io) {}

void Housekeeping::start() {
  repeat(report_timer_, std::chrono::seconds{10}, chores_.report);
  repeat(look_timer_, std::chrono::seconds{2}, chores_.look);
  const auto watchdog = manager_.watchdog();
  if (!watchdog) return;
  manager_.alive();
  // A third of the time, because a message may be lost.
  repeat(watchdog_timer_, *watchdog / 3, [this] { manager_.alive(); });
}

void Housekeeping::repeat(boost::asio::steady_timer& timer, std::chrono::nanoseconds interval,
                          std::function<void()> chore) {
  timer.expires_after(std::chrono::duration_cast<boost::asio::steady_timer::duration>(interval));
  timer.async_wait([this, &timer, interval, chore = std::move(chore)](auto ec) {
    if (ec) return;
    repeat(timer, interval, chore);  // schedule the next one first: an exception must not stop all
    chore();
  });
}

}  // namespace parley::daemon
