// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>

namespace parley::net {

/// The concrete executor, because the type-erased one costs microseconds per message.
using Executor = boost::asio::io_context::executor_type;
using boost::system::error_code;

/// The byte stream under a connection: a TCP or Unix socket, or memory in tests. It does not know
/// batching, HTTP or WebSocket. No operation completes inside the call that starts it. The object
/// that starts an operation must live until it completes; close() completes all of them.
class Transport {
 public:
  /// The callback of an operation, called once with the result. It is a plain function with its
  /// object, so it needs no allocation.
  struct Completion {
    void (*call)(void* object, error_code ec, std::size_t bytes);
    void* object;

    void operator()(error_code ec, std::size_t bytes = 0) const { call(object, ec, bytes); }
  };

  virtual ~Transport() = default;

  /// At most one read at a time. The end of the stream is asio::error::eof.
  virtual void async_read_some(boost::asio::mutable_buffer buffer, Completion done) = 0;

  /// Sends as much as the kernel accepts without waiting; asio::error::would_block if it accepts
  /// nothing.
  [[nodiscard]] virtual std::size_t try_send(boost::asio::const_buffer bytes, error_code& ec) = 0;

  /// Completes when try_send may succeed again. At most one wait at a time.
  virtual void async_wait_writable(Completion done) = 0;

  /// Tells the peer that nothing more will be sent. Reading continues.
  virtual void shutdown_send() noexcept = 0;

  /// Releases memory of an idle connection that can be allocated again.
  virtual void release_memory() noexcept {}

  /// Ends the connection. Outstanding operations complete with asio::error::operation_aborted.
  virtual void close() noexcept = 0;
};

}  // namespace parley::net
