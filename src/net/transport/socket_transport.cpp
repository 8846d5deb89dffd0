// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/transport/socket_transport.hpp"

#include <cerrno>

#include <boost/asio/error.hpp>
#include <sys/socket.h>

namespace parley::net {

namespace asio = boost::asio;

SocketTransport::SocketTransport(Executor executor, int family, int descriptor)
    : socket_(executor) {
  take_over(socket_, family, descriptor);
}

void SocketTransport::async_read_some(asio::mutable_buffer buffer, Completion done) {
  socket_.async_read_some(asio::buffer(buffer), done);
}

std::size_t SocketTransport::try_send(asio::const_buffer bytes, error_code& ec) {
  ssize_t sent = 0;
  do {
    sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  if (sent >= 0) {
    ec = {};
    return static_cast<std::size_t>(sent);
  }
  ec = error_code{errno, boost::system::system_category()};
  return 0;
}

void SocketTransport::async_wait_writable(Completion done) {
  socket_.async_wait(asio::socket_base::wait_write, done);
}

void SocketTransport::shutdown_send() noexcept {
  error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
}

void SocketTransport::close() noexcept {
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace parley::net
