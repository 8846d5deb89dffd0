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

/// The net layer: listens, speaks HTTP and WebSocket, and hands messages to the chat layer. All of
/// it runs on the one thread that runs the io_context. What the constructor takes by reference
/// outlives it.
class Server {
 public:
  Server(boost::asio::io_context& io, Scheduler& scheduler, chat::ChatManager& chat,
         const Settings& settings, const std::filesystem::path& web_root, EventLog& log);
  /// Aborts all connections, and runs the loop until they are gone.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens on all of `addresses` and logs each. Throws std::system_error if one cannot be had,
  /// except for an optional one that this machine lacks.
  void listen(const std::vector<ListenAddress>& addresses, const UnixSocketAccess& access);

  /// Accepts from sockets that a service manager listens on for us. They stay its own: a drain
  /// stops accepting at once, and new clients wait there for the next process. Throws
  /// std::system_error for a descriptor that is none.
  void adopt(const std::vector<HandedSocket>& sockets);

  /// Serves a connection that came in another way than through a listener.
  void serve(std::unique_ptr<Transport> transport, const PeerAddress& peer);

  /// For the listeners with TLS, of new connections. REQUIRES: called with one before the first
  /// such listener is opened.
  void set_tls(std::shared_ptr<const TlsContext> context);

  /// New values hold for new work.
  void set_settings(const Settings& settings);

  /// Goes down in good order: refuses new connections, delivers what was accepted, closes all,
  /// and cuts those that are not gone by settings.drain.deadline. `done` is called at the end.
  void drain(std::function<void()> done);

  /// Aborts all connections now. During a drain, `done` follows.
  void abort();

  [[nodiscard]] std::size_t connection_count() const noexcept;
  [[nodiscard]] const Counters& counters() const noexcept;

  /// The most bytes that have waited for one client since the last call.
  [[nodiscard]] std::size_t take_queue_high_water() noexcept;

  /// An exception escaped from a handler of this server: a bug, which is counted.
  void note_exception() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley::net
