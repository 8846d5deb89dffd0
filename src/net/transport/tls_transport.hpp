// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>

#include "net/transport/stream_socket.hpp"
#include "net/transport/tls_socket.hpp"
#include "parley/net/transport/tls_context.hpp"
#include "parley/net/transport/transport.hpp"

using ssl_st = struct ssl_st;

namespace parley::net {

/// The server side of TLS on a connected socket. The handshake happens within the first read or
/// write; the reader sets its deadline. A failed handshake is reported as errc::protocol_error. One
/// call sends records of up to 16 KiB.
class TlsTransport final : public Transport {
 public:
  /// Takes over `descriptor` and closes it in any case. Throws boost::system::system_error if the
  /// event loop cannot watch it, std::bad_alloc if there is no memory.
  TlsTransport(Executor executor, int family, int descriptor, const TlsContext& context);

  void async_read_some(boost::asio::mutable_buffer buffer, Completion done) override;
  [[nodiscard]] std::size_t try_send(boost::asio::const_buffer bytes, error_code& ec) override;
  void async_wait_writable(Completion done) override;
  void shutdown_send() noexcept override;
  void release_memory() noexcept override;
  void close() noexcept override;

 private:
  void read_when(StreamSocket::wait_type ready);
  void read_now();
  void complete_read(error_code ec, std::size_t bytes);
  void break_off(error_code ec);
  [[nodiscard]] error_code failure(int outcome) const;

  struct Free {
    void operator()(ssl_st* tls) const noexcept;
  };

  /// More input than this without data (handshakes, new keys, half a record) is an attack. A record
  /// has at most 16 KiB.
  static constexpr std::size_t kMostWithoutData = 32 * 1024;

  StreamSocket socket_;
  TlsSocket input_and_output_;
  std::unique_ptr<ssl_st, Free> tls_;
  boost::asio::mutable_buffer read_buffer_;
  Completion read_done_{};
  bool is_established_ = false;             // the handshake is over
  std::optional<error_code> read_failure_;  // to report after the received data
  bool is_broken_ = false;                  // after a failure OpenSSL must not be called again
  bool write_needs_input_ = false;  // the handshake must continue before anything can be sent
};

}  // namespace parley::net
