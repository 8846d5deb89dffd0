// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/net/admission/client_address.hpp"
#include "parley/net/connection/counters.hpp"
#include "parley/net/connection/settings.hpp"
#include "parley/net/listen/listen_address.hpp"
#include "parley/net/transport/tls_context.hpp"
#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// The net layer: listens, speaks HTTP and WebSocket, and passes messages to the chat layer. All of
/// it runs on the one thread that runs the io_context. References passed to the constructor must
/// outlive it.
class Server {
 public:
  Server(boost::asio::io_context& io, Scheduler& scheduler, chat::ChatManager& chat,
         const Settings& settings, const std::filesystem::path& web_root, EventLog& log);
  /// Aborts all connections, and runs the loop until they have ended.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens on all of `addresses` and logs each. Throws std::system_error if one is not available.
  /// Skips an optional one that this machine lacks.
  void listen(const std::vector<ListenAddress>& addresses, const UnixSocketAccess& access);

  /// Accepts from listening sockets of a service manager, which keeps the sockets open after this
  /// process. A drain therefore stops accepting at once, and new clients wait for the next process.
  /// Throws std::system_error for an invalid descriptor.
  void adopt(const std::vector<HandedSocket>& sockets);

  /// Serves a connection that did not come from a listener.
  void serve(std::unique_ptr<Transport> transport, const PeerAddress& peer);

  /// Sets the context for new TLS connections. REQUIRES: called with a context before the first TLS
  /// listener opens.
  void set_tls(std::shared_ptr<const TlsContext> context);

  /// New values apply to new work.
  void set_settings(const Settings& settings);

  /// Shuts down gracefully: refuses new connections, delivers accepted messages, closes all
  /// connections, and cuts those that are still open near settings.drain.deadline. Calls `done` at
  /// the end.
  void drain(std::function<void()> done);

  /// Aborts all connections now. During a drain, `done` follows.
  void abort();

  [[nodiscard]] std::size_t connection_count() const noexcept;
  [[nodiscard]] const Counters& counters() const noexcept;

  /// The longest output queue of one client, in bytes, since the last call.
  [[nodiscard]] std::size_t take_queue_high_water() noexcept;

  /// Counts an exception that escaped from a handler of this server, which is a bug.
  void note_exception() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley::net
