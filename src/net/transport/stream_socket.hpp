// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/system/system_error.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "parley/net/transport/transport.hpp"

namespace parley::net {

using StreamSocket =
    boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol, Executor>;

/// Assigns a connected descriptor to `socket`, and closes it if that fails. Throws
/// boost::system::system_error if the event loop cannot watch it.
inline void take_over(StreamSocket& socket, int family, int descriptor) {
  error_code ec;
  socket.assign(boost::asio::generic::stream_protocol{family, 0}, descriptor, ec);
  if (ec) {
    ::close(descriptor);
    throw boost::system::system_error{ec, "cannot watch a new connection"};
  }
  socket.non_blocking(true, ec);
  if (family == AF_UNIX) return;
  // Output is batched already; waiting for an ACK as well would only add delay.
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace parley::net
