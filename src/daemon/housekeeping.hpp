// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "parley/daemon/service_manager.hpp"

namespace parley::daemon {

/// The periodic work of the daemon, on the loop: the report, the check for changes from outside,
/// and the message to the service manager's watchdog, which a hanging loop does not send. Daemon
/// owns it.
class Housekeeping {
 public:
  struct Chores {
    std::function<void()> report;  ///< every 10 s
    std::function<void()> look;    ///< every 2 s
  };

  Housekeeping(boost::asio::io_context& io, const ServiceManager& manager, Chores chores);
  Housekeeping(const Housekeeping&) = delete;
  Housekeeping& operator=(const Housekeeping&) = delete;

  void start();

 private:
  void repeat(boost::asio::steady_timer& timer, std::chrono::nanoseconds interval,
              std::function<void()> chore);

  const ServiceManager& manager_;
  const Chores chores_;
  boost::asio::steady_timer report_timer_;
  boost::asio::steady_timer look_timer_;
  boost::asio::steady_timer watchdog_timer_;
};

}  // namespace parley::daemon
