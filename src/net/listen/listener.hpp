// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include <boost/asio/posix/basic_descriptor.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/net/admission/client_address.hpp"
#include "parley/net/connection/counters.hpp"
#include "parley/net/listen/listen_address.hpp"
#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// The owner of a listener's address. The address of a service manager outlives this process, and
/// new clients wait there for the next process.
enum class ListenerOwner { Us, ServiceManager };

/// Accepts connections from one listening socket. Errors do not end it. After an error it pauses,
/// longer each time, up to a second: a shortage of descriptors passes, and retrying at once does
/// not help.
class Listener : public std::enable_shared_from_this<Listener> {
 public:
  /// An accepted connection.
  struct Accepted {
    int descriptor;  ///< non-blocking; the callee owns it
    int family;
    PeerAddress peer;
    bool is_tls;
  };
  using OnAccept = std::function<void(const Accepted& accepted)>;

  Listener(Executor executor, Scheduler& scheduler, int descriptor, ListenAddress address,
           ListenerOwner owner, OnAccept on_accept, EventLog& log, Counters& counters);

  void start() { wait(); }

  /// Stops listening, and removes the file of a Unix socket that this process has created.
  void close();

  [[nodiscard]] ListenerOwner owner() const noexcept { return owner_; }

  [[nodiscard]] const ListenAddress& address() const noexcept { return address_; }

 private:
  void wait();
  void accept_ready();
  [[nodiscard]] int accept_one();  ///< 0 or an errno
  void back_off(int error);

  boost::asio::posix::basic_stream_descriptor<Executor> socket_;
  Scheduler& scheduler_;
  std::unique_ptr<Scheduler::Timer> pause_;
  const ListenAddress address_;
  const ListenerOwner owner_;
  const OnAccept on_accept_;
  EventLog& log_;
  Counters& counters_;
  std::chrono::milliseconds delay_;
  TimePoint logged_at_{};
};

}  // namespace parley::net
