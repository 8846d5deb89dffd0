// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "support/socket.hpp"

namespace parley::test {

/// Where a test's clients connect to: a port of 127.0.0.1, or a server in the same process.
class Endpoint {
 public:
  Endpoint(std::uint16_t port)  // NOLINT: a port is an endpoint
      : connect_([port] { return Socket::tcp(port); }) {}
  explicit Endpoint(std::function<Socket()> connect) : connect_(std::move(connect)) {}

  [[nodiscard]] Socket connect() const { return connect_(); }

 private:
  std::function<Socket()> connect_;
};

}  // namespace parley::test
