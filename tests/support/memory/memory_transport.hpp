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
  static constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

  std::string to_server;
  bool is_finished = false;        ///< nothing more comes from the client
  std::size_t chunk = kUnlimited;  ///< at most so much per read
  net::error_code read_error;      ///< what each read fails with, if set
  std::string from_server;
  std::size_t window = kUnlimited;  ///< as much of from_server the client has room for
  net::error_code send_error;       ///< what each send fails with, if set
  int sends = 0;
  int releases = 0;  ///< of memory, as an idle connection
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
  ~MemoryTransport() override {
    pipe_->transport = nullptr;
    pipe_->is_closed = true;
  }

  void async_read_some(boost::asio::mutable_buffer buffer, Completion done) override {
    read_buffer_ = buffer;
    read_ = done;
    pump();
  }

  std::size_t try_send(boost::asio::const_buffer bytes, net::error_code& ec) override {
    ++pipe_->sends;
    ec = pipe_->send_error;
    if (ec) return 0;
    const std::size_t count = std::min(bytes.size(), room());
    if (count == 0) ec = boost::asio::error::would_block;
    pipe_->from_server.append(static_cast<const char*>(bytes.data()), count);
    return count;
  }

  void async_wait_writable(Completion done) override {
    writable_ = done;
    pump();
  }

  void shutdown_send() noexcept override { pipe_->is_send_shut_down = true; }

  void release_memory() noexcept override { ++pipe_->releases; }

  void close() noexcept override {
    pipe_->is_closed = true;
    pump();
  }

  void pump() {
    const bool is_readable =
        pipe_->is_closed || pipe_->is_finished || pipe_->read_error || !pipe_->to_server.empty();
    if (read_ && is_readable) complete_read();
    if (writable_ && (pipe_->is_closed || pipe_->send_error || room() > 0)) {
      complete(*std::exchange(writable_, std::nullopt), closed_error(), 0);
    }
  }

 private:
  [[nodiscard]] std::size_t room() const {
    return pipe_->window - std::min(pipe_->window, pipe_->from_server.size());
  }

  [[nodiscard]] net::error_code closed_error() const {
    if (pipe_->is_closed) return boost::asio::error::operation_aborted;
    return {};
  }

  void complete_read() {
    const Completion done = *std::exchange(read_, std::nullopt);
    if (pipe_->is_closed) return complete(done, boost::asio::error::operation_aborted, 0);
    if (pipe_->read_error) return complete(done, pipe_->read_error, 0);
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
