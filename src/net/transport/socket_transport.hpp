// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/transport/stream_socket.hpp"
#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// A connected TCP or Unix stream socket.
class SocketTransport final : public Transport {
 public:
  /// Takes over `descriptor`, which is non-blocking and of address family `family`, and closes it
  /// in any case. Throws boost::system::system_error if the event loop cannot watch it.
  SocketTransport(Executor executor, int family, int descriptor);

  void async_read_some(boost::asio::mutable_buffer buffer, Completion done) override;
  [[nodiscard]] std::size_t try_send(boost::asio::const_buffer bytes, error_code& ec) override;
  void async_wait_writable(Completion done) override;
  void shutdown_send() noexcept override;
  void close() noexcept override;

 private:
  StreamSocket socket_;
};

}  // namespace parley::net
