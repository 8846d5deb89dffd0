// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/drain_sequence.hpp"

#include <algorithm>
#include <utility>

namespace parley::net {
namespace {

/// Connections that are due within one tick are ended together.
constexpr auto kTick = std::chrono::milliseconds{20};

/// For the closing handshake of a client that has a seat in the next process.
constexpr auto kSeatPatience = std::chrono::milliseconds{500};

}  // namespace

DrainSequence::DrainSequence(Scheduler& scheduler, ConnectionSet& connections, Steps steps)
    : scheduler_(scheduler), connections_(connections), steps_(std::move(steps)) {}

void DrainSequence::start(const Drain& drain) {
  const TimePoint now = scheduler_.now();
  // A little before the deadline, so that the process has exited by then.
  cut_ = now + drain.deadline - drain.deadline / 20;
  grace_end_ = std::min(now + drain.grace, cut_);
  // The last connections have half of the remaining time to receive their messages.
  spread_end_ = std::min(grace_end_ + drain.spread, grace_end_ + (cut_ - grace_end_) / 2);
  at(grace_end_, &DrainSequence::end_grace);
}

void DrainSequence::at(TimePoint when, void (DrainSequence::*step)()) {
  timer_ = scheduler_.call_after(when - scheduler_.now(), [this, step] { (this->*step)(); });
}

void DrainSequence::end_grace() {
  steps_.on_grace_over();
  connections_.end_some(connections_.size(), DrainTurn::First);
  to_tell_ = connections_.count(DrainTurn::Spread);
  if (to_tell_ == 0) spread_end_ = grace_end_;
  tell_those_due();
  connections_.notify_if_empty();
}

void DrainSequence::tell_those_due() {
  const TimePoint now = scheduler_.now();
  std::size_t due = to_tell_;
  if (now < spread_end_) {
    const double share = std::chrono::duration<double>(now - grace_end_) /
                         std::chrono::duration<double>(spread_end_ - grace_end_);
    due = std::min(to_tell_, 1 + static_cast<std::size_t>(share * static_cast<double>(to_tell_)));
  }
  if (due > told_) connections_.end_some(due - told_, DrainTurn::Spread);
  told_ = due;
  if (told_ < to_tell_)
    return at(std::min(now + kTick, spread_end_), &DrainSequence::tell_those_due);
  // Includes the connections that were accepted meanwhile.
  for (const DrainTurn turn : {DrainTurn::First, DrainTurn::Spread, DrainTurn::Last}) {
    connections_.end_some(connections_.size(), turn);
  }
  at(std::min(cut_, now + kSeatPatience), &DrainSequence::cut_those_with_seats);
}

/// Cuts the connections of clients with seats. They lose nothing, and must not delay the others'
/// wait for the next process.
void DrainSequence::cut_those_with_seats() {
  connections_.for_each([](TrackedConnection& connection) {
    if (connection.drain_turn() == DrainTurn::Last) connection.abort();
  });
  at(cut_, &DrainSequence::cut);
}

}  // namespace parley::net
