// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/chat/connection.hpp"

namespace parley::test {

/// The text of one complete, unmasked text frame; the frame itself if it is none (RFC 6455
/// section 5.2), so that a comparison shows what is wrong.
inline std::string payload_of(std::string_view frame) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(frame[i]); };
  if (frame.size() < 2 || byte(0) != 0x81) return std::string{frame};
  const std::size_t extra = byte(1) == 126 ? 2 : byte(1) == 127 ? 8 : 0;
  if (frame.size() < 2 + extra) return std::string{frame};
  std::size_t size = extra == 0 ? byte(1) : 0;
  for (std::size_t i = 0; i < extra; ++i) size = size << 8 | byte(2 + i);
  return std::string{frame.size() == 2 + extra + size ? frame.substr(2 + extra) : frame};
}

/// A connection that keeps what is sent.
class FakeConnection : public chat::Connection {
 public:
  void send(std::string_view frame) override { frames.emplace_back(frame); }
  void close(protocol::CloseReason reason) override {
    closed = reason;
    ++closes;
  }

  /// The texts that were sent since the last call.
  std::vector<std::string> take() {
    std::vector<std::string> texts;
    for (const std::string& frame : frames) texts.push_back(payload_of(frame));
    frames.clear();
    return texts;
  }

  std::vector<std::string> frames;
  std::optional<protocol::CloseReason> closed;
  int closes = 0;
};

}  // namespace parley::test
