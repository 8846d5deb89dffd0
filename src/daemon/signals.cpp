// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/signals.hpp"

#include <csignal>
#include <utility>

namespace parley::daemon {

Signals::Signals(boost::asio::io_context& io, Actions actions)
    : signals_(io, SIGTERM, SIGINT, SIGHUP), actions_(std::move(actions)) {}

void Signals::wait() {
  signals_.async_wait([this](boost::system::error_code ec, int number) {
    if (!ec) on_signal(number);
  });
}

void Signals::on_signal(int number) {
  wait();
  if (number == SIGHUP) return actions_.reload();
  if (std::exchange(is_draining_, true)) return actions_.abort();
  actions_.drain();
}

}  // namespace parley::daemon
