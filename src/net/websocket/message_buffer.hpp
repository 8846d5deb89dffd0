// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <boost/beast/core/flat_buffer.hpp>

namespace parley::net {

/// The buffer into which Beast reads a message. Before the first byte has arrived, Beast asks for
/// as much space as `max_size` allows, up to 1.5 KB. Every idle connection would hold that. A
/// connection whose messages are short holds only kIdleBytes here. Once Beast knows the length of a
/// frame, it asks for that and always gets it: read_message_max limits messages.
class MessageBuffer : public boost::beast::flat_buffer {
 public:
  [[nodiscard]] std::size_t max_size() const noexcept {
    return std::max(capacity(), size() + kIdleBytes);
  }

  /// Clears the buffer for the next message, and releases the memory of a large one.
  void recycle() {
    if (capacity() > kKeptBytes) {
      *this = MessageBuffer{};
    } else {
      clear();
    }
  }

 private:
  static constexpr std::size_t kIdleBytes = 256;
  static constexpr std::size_t kKeptBytes = 4 * 1024;
};

}  // namespace parley::net
