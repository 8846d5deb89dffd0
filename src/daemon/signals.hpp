// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace parley::daemon {

/// Handles signals: SIGHUP reloads. SIGTERM and SIGINT start a drain; during a drain they end the
/// process at once. Daemon owns it; the actions run on the loop.
class Signals {
 public:
  struct Actions {
    std::function<void()> reload;
    std::function<void()> drain;
    std::function<void()> abort;
  };

  Signals(boost::asio::io_context& io, Actions actions);
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Starts to handle signals, including those since construction, so a process that is stopped
  /// while it starts shuts down gracefully.
  void start() { wait(); }

 private:
  void wait();
  void on_signal(int number);

  boost::asio::signal_set signals_;
  const Actions actions_;
  bool is_draining_ = false;
};

}  // namespace parley::daemon
