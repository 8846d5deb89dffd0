// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "net/listen/listener.hpp"

namespace parley::net {

/// All listeners of a Server: opens them or takes them over, logs each, and closes them.
class ListenerSet {
 public:
  ListenerSet(Executor executor, Scheduler& scheduler, Listener::OnAccept on_accept, EventLog& log,
              Counters& counters);

  /// Throws std::system_error if an address is not available, except for an optional one that this
  /// machine lacks.
  void open(const std::vector<ListenAddress>& addresses, const UnixSocketAccess& access);

  /// Adds sockets of a service manager. Throws std::system_error for an invalid descriptor.
  void adopt(const std::vector<HandedSocket>& sockets);

  void close();

  /// Closes only the listeners of a service manager. New clients wait in the backlog of these
  /// sockets for the next process, and need not reconnect.
  void close_adopted();

  [[nodiscard]] bool empty() const noexcept { return listeners_.empty(); }

 private:
  void open_one(ListenAddress address, const UnixSocketAccess& access);
  void start(int descriptor, const ListenAddress& address, ListenerOwner owner);

  Executor executor_;
  Scheduler& scheduler_;
  const Listener::OnAccept on_accept_;
  EventLog& log_;
  Counters& counters_;
  std::vector<std::shared_ptr<Listener>> listeners_;
};

}  // namespace parley::net
