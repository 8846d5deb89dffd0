// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <boost/beast/core/flat_buffer.hpp>

namespace parley::net {

/// What a message is read into. Beast asks for room before the first byte has come, as much as
/// `max_size` allows up to 1.5 KB, so that each idle connection would hold that; here one that has
/// not had a longer message holds kIdleBytes. Once the length of a frame is known Beast asks for
/// that, which is always granted: what limits a message is read_message_max.
class MessageBuffer : public boost::beast::flat_buffer {
 public:
  [[nodiscard]] std::size_t max_size() const noexcept {
    return std::max(capacity(), size() + kIdleBytes);
  }

  /// Makes room for the next message, and gives back what a large one took.
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
