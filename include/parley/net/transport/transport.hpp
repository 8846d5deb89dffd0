// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>

namespace parley::net {

/// The concrete executor: the type-erased one costs microseconds a message.
using Executor = boost::asio::io_context::executor_type;
using boost::system::error_code;

/// The byte stream under a connection: a TCP or Unix socket, or memory in tests. It knows nothing
/// of batching, HTTP or WebSocket. Nothing completes inside the call that started it. Whoever
/// starts an operation stays alive until it has completed; close() makes all of them complete.
class Transport {
 public:
  /// Called once with the outcome: a plain function and its object, so that no operation needs an
  /// allocation of its own for it.
  struct Completion {
    void (*call)(void* object, error_code ec, std::size_t bytes);
    void* object;

    void operator()(error_code ec, std::size_t bytes = 0) const { call(object, ec, bytes); }
  };

  virtual ~Transport() = default;

  /// At most one at a time. The end of the stream is asio::error::eof.
  virtual void async_read_some(boost::asio::mutable_buffer buffer, Completion done) = 0;

  /// Sends what the kernel takes without waiting; asio::error::would_block if that is nothing.
  [[nodiscard]] virtual std::size_t try_send(boost::asio::const_buffer bytes, error_code& ec) = 0;

  /// Completes when try_send may succeed again. At most one at a time.
  virtual void async_wait_writable(Completion done) = 0;

  /// Tells the far end that nothing more comes. Reading goes on.
  virtual void shutdown_send() noexcept = 0;

  /// Nothing has been going on for a while: gives back what can be had again.
  virtual void release_memory() noexcept {}

  /// Ends the connection; what is under way completes with asio::error::operation_aborted.
  virtual void close() noexcept = 0;
};

}  // namespace parley::net
