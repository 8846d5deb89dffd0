// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parley::net {

/// Queued output: bytes are appended at the end and taken from the front.
class OutputBuffer {
 public:
  [[nodiscard]] bool empty() const noexcept { return sent_ == bytes_.size(); }
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() - sent_; }
  [[nodiscard]] std::string_view view() const noexcept {
    return std::string_view{bytes_}.substr(sent_);
  }

  void append(std::string_view bytes) {
    // Once the sent part is larger, move the rest to the front instead of growing.
    if (sent_ > 0 && bytes_.size() + bytes.size() > bytes_.capacity() && sent_ >= size()) {
      bytes_.erase(0, sent_);
      sent_ = 0;
    }
    bytes_.append(bytes);
  }

  void consume(std::size_t count) {
    sent_ += count;
    if (empty()) clear();
  }

  /// Drops everything, and keeps a little memory for later output.
  void clear() noexcept {
    if (bytes_.capacity() > kKeptBytes) return release();
    sent_ = 0;
    bytes_.clear();
  }

  /// Drops all but the first `count` bytes, and releases the memory of the rest.
  void keep_first(std::size_t count) {
    bytes_ = std::string{view().substr(0, count)};
    sent_ = 0;
  }

  /// Drops everything and releases the memory.
  void release() noexcept {
    sent_ = 0;
    std::string{}.swap(bytes_);
  }

 private:
  static constexpr std::size_t kKeptBytes =
      16 * 1024;  ///< memory beyond this is released when empty

  std::string bytes_;
  std::size_t sent_ = 0;
};

}  // namespace parley::net
