// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include "support/byte_stream.hpp"
#include "support/memory/memory_transport.hpp"
#include "support/memory/wound_loop.hpp"

namespace parley::test {

/// A client's end of a MemoryPipe. To send lets the server deal with what was sent; to wait winds
/// the server's clock, and takes no time.
class MemoryStream final : public ByteStream {
 public:
  MemoryStream(WoundLoop& loop, std::shared_ptr<MemoryPipe> pipe)
      : loop_(loop), pipe_(std::move(pipe)) {}
  MemoryStream(const MemoryStream&) = delete;
  MemoryStream& operator=(const MemoryStream&) = delete;
  ~MemoryStream() override {
    if (pipe_->is_closed) return;
    pipe_->is_finished = true;
    pipe_->send_error = boost::asio::error::broken_pipe;
    changed();
  }

  [[nodiscard]] bool wait_for_room(std::chrono::milliseconds) override { return true; }

  [[nodiscard]] std::size_t send_some(std::string_view bytes) override {
    if (pipe_->is_closed) throw std::system_error(EPIPE, std::generic_category(), "send");
    pipe_->to_server += bytes;
    changed();
    return bytes.size();
  }

  [[nodiscard]] std::optional<std::string> read_some_within(
      std::chrono::milliseconds wait) override {
    const auto has_come = [this] {
      return !pipe_->from_server.empty() || pipe_->is_closed || pipe_->is_send_shut_down;
    };
    if (!loop_.advance_until(wait, has_come)) return std::nullopt;
    std::string bytes = std::exchange(pipe_->from_server, {});
    changed();
    return bytes;
  }

  [[nodiscard]] std::size_t unread_bytes() const override { return pipe_->from_server.size(); }

  void shut_down_sending() override {
    pipe_->is_finished = true;
    changed();
  }

  void reset() override {
    pipe_->read_error = boost::asio::error::connection_reset;
    pipe_->send_error = boost::asio::error::connection_reset;
    changed();
  }

 private:
  void changed() {
    pipe_->pump();
    loop_.settle();
  }

  WoundLoop& loop_;
  std::shared_ptr<MemoryPipe> pipe_;
};

}  // namespace parley::test
