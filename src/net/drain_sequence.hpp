// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "net/connection/connection_set.hpp"

namespace parley::net {

/// The order in which a server goes down: the grace; the end of the connections whose clients come
/// back at once, spread over a while; the end of those whose clients are told when to come back;
/// the cut for all that have not ended by themselves. The Server owns it and starts it once.
class DrainSequence {
 public:
  struct Steps {
    std::function<void()> on_grace_over;  ///< new connections are not even refused any more
    std::function<void()> on_cut;         ///< all that are left are to be aborted
  };

  DrainSequence(Scheduler& scheduler, ConnectionSet& connections, Steps steps);

  void start(const Drain& drain);

  /// Nothing is called any more.
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
  std::size_t to_tell_ = 0;  // connections to be spread, at the end of the grace
  std::size_t told_ = 0;
};

}  // namespace parley::net
