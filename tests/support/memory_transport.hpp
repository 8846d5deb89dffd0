// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include "parley/net/transport/transport.hpp"

namespace parley::test {

class MemoryTransport;

/// The far end of a MemoryTransport: what the test puts in and takes out.
struct MemoryPipe {
  std::string to_server;
  bool is_finished = false;  ///< nothing more comes from the client
  std::size_t chunk = std::numeric_limits<std::size_t>::max();  ///< at most so much per read
  std::string from_server;
  std::size_t send_window = std::numeric_limits<std::size_t>::max();  ///< taken before it blocks
  net::error_code send_error;  ///< what each send fails with, if set
  bool is_send_shut_down = false;
  bool is_closed = false;
  MemoryTransport* transport = nullptr;  ///< while there is one

  /// To be called after a change.
  void pump();
};

/// A transport without a socket. Completions are posted, as those of sockets are.
class MemoryTransport final : public net::Transport {
 public:
  MemoryTransport(net::Executor executor, std::shared_ptr<MemoryPipe> pipe)
      : executor_(executor), pipe_(std::move(pipe)) {
    pipe_->transport = this;
  }
  ~MemoryTransport() override { pipe_->transport = nullptr; }

  void async_read_some(boost::asio::mutable_buffer buffer, Completion done) override {
    read_buffer_ = buffer;
    read_ = done;
    pump();
  }

  std::size_t try_send(boost::asio::const_buffer bytes, net::error_code& ec) override {
    ec = pipe_->send_error;
    if (ec) return 0;
    const std::size_t count = std::min(bytes.size(), pipe_->send_window);
    if (count == 0) ec = boost::asio::error::would_block;
    pipe_->from_server.append(static_cast<const char*>(bytes.data()), count);
    if (pipe_->send_window != std::numeric_limits<std::size_t>::max()) pipe_->send_window -= count;
    return count;
  }

  void async_wait_writable(Completion done) override {
    writable_ = done;
    pump();
  }

  void shutdown_send() noexcept override { pipe_->is_send_shut_down = true; }

  void close() noexcept override {
    pipe_->is_closed = true;
    pump();
  }

  void pump() {
    if (read_ && (pipe_->is_closed || pipe_->is_finished || !pipe_->to_server.empty())) {
      complete_read();
    }
    if (writable_ && (pipe_->is_closed || pipe_->send_window > 0)) {
      complete(*std::exchange(writable_, std::nullopt), closed_error(), 0);
    }
  }

 private:
  [[nodiscard]] net::error_code closed_error() const {
    if (pipe_->is_closed) return boost::asio::error::operation_aborted;
    return {};
  }

  void complete_read() {
    const Completion done = *std::exchange(read_, std::nullopt);
    if (pipe_->is_closed) return complete(done, boost::asio::error::operation_aborted, 0);
    std::string& input = pipe_->to_server;
    if (input.empty()) return complete(done, boost::asio::error::eof, 0);
    const std::size_t count = std::min({input.size(), read_buffer_.size(), pipe_->chunk});
    std::memcpy(read_buffer_.data(), input.data(), count);
    input.erase(0, count);
    complete(done, {}, count);
  }

  void complete(Completion done, net::error_code ec, std::size_t bytes) {
    boost::asio::post(executor_, [done, ec, bytes] { done(ec, bytes); });
  }

  net::Executor executor_;
  std::shared_ptr<MemoryPipe> pipe_;
  boost::asio::mutable_buffer read_buffer_;
  std::optional<Completion> read_;
  std::optional<Completion> writable_;
};

inline void MemoryPipe::pump() {
  if (transport != nullptr) transport->pump();
}

}  // namespace parley::test
