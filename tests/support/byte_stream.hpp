// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley::test {

/// What a client's Socket goes over: a descriptor of the kernel, or the memory of a server in the
/// same process. Losing the peer while sending throws std::system_error with EPIPE or ECONNRESET.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Waits until send_some takes something; false if that takes longer than `wait`.
  [[nodiscard]] virtual bool wait_for_room(std::chrono::milliseconds wait) = 0;

  /// Sends what fits without waiting and returns how many bytes that was.
  [[nodiscard]] virtual std::size_t send_some(std::string_view bytes) = 0;

  /// What has arrived; empty at the end of the stream, nothing if nothing comes within `wait`.
  [[nodiscard]] virtual std::optional<std::string> read_some_within(
      std::chrono::milliseconds wait) = 0;

  /// How many bytes have arrived that nobody has read.
  [[nodiscard]] virtual std::size_t unread_bytes() const = 0;

  virtual void shut_down_sending() = 0;

  /// Ends the connection with RST.
  virtual void reset() = 0;
};

}  // namespace parley::test
