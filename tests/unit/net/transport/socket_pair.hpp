// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <sys/socket.h>

#include "parley/net/transport/transport.hpp"
#include "support/memory/wound_loop.hpp"

namespace parley::test {

/// Two connected Unix sockets, neither of which blocks.
struct SocketPair {
  SocketPair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      throw std::runtime_error("socketpair");
    }
    ours = ends[0];
    theirs = ends[1];
  }
  int ours = -1;
  int theirs = -1;
};

/// What an operation of a Transport ends with, once it does.
struct TransportOutcome {
  std::optional<net::error_code> ec;
  std::size_t bytes = 0;

  [[nodiscard]] net::Transport::Completion completion() {
    return {[](void* object, net::error_code error, std::size_t count) {
              auto& outcome = *static_cast<TransportOutcome*>(object);
              outcome.ec = error;
              outcome.bytes = count;
            },
            this};
  }
};

/// One read of a Transport, of at most 64 KiB.
class TransportRead {
 public:
  TransportRead(WoundLoop& loop, net::Transport& transport) : loop_(loop) {
    transport.async_read_some(boost::asio::buffer(buffer_), outcome_.completion());
  }
  TransportRead(const TransportRead&) = delete;
  TransportRead& operator=(const TransportRead&) = delete;

  /// What it ends with; nothing while it waits.
  [[nodiscard]] std::optional<net::error_code> ec() {
    loop_.settle();
    return outcome_.ec;
  }
  [[nodiscard]] std::string text() {
    loop_.settle();
    return {buffer_.data(), outcome_.bytes};
  }

 private:
  WoundLoop& loop_;
  std::array<char, 64 * 1024> buffer_{};
  TransportOutcome outcome_;
};

}  // namespace parley::test
