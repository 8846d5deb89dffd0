// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "net/connection/connection_set.hpp"

namespace parley::net {

/// The order of a shutdown: wait for the grace period; end the connections whose clients reconnect
/// at once, spread over a period; end the connections whose clients are told when to reconnect; cut
/// the rest. The Server owns it and starts it once.
class DrainSequence {
 public:
  struct Steps {
    std::function<void()> on_grace_over;  ///< stop accepting connections
    std::function<void()> on_cut;         ///< abort all remaining connections
  };

  DrainSequence(Scheduler& scheduler, ConnectionSet& connections, Steps steps);

  void start(const Drain& drain);

  /// After this nothing is called.
  void cancel() { timer_.reset(); }

 private:
  void at(TimePoint when, void (DrainSequence::*step)());
  void end_grace();
  void tell_those_due();
  void cut_those_with_seats();
  void cut() { steps_.on_cut(); }

  Scheduler& scheduler_;
  ConnectionSet& connections_;
  const Steps steps_;
  std::unique_ptr<Scheduler::Timer> timer_;
  TimePoint grace_end_;
  TimePoint spread_end_;
  TimePoint cut_;
  std::size_t to_tell_ = 0;  // connections to spread, at the end of the grace
  std::size_t told_ = 0;
};

}  // namespace parley::net
