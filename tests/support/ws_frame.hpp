// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::test {

/// RFC 6455 section 5.2. Also what is no opcode can be sent: static_cast<Opcode>(3).
enum class Opcode : std::uint8_t {
  Continuation = 0,
  Text = 1,
  Binary = 2,
  Close = 8,
  Ping = 9,
  Pong = 10,
};

/// How a client's frame departs from a single, masked, well-formed one.
struct FrameOptions {
  bool final = true;
  std::uint8_t reserved = 0;  ///< RSV1 to RSV3 as a number from 0 to 7
  bool masked = true;
  std::optional<std::uint64_t> declared_length{};  ///< instead of the true one
  int length_bytes = 0;  ///< 2 or 8: longer than needed; 0: as short as can be
};

[[nodiscard]] std::string encode_frame(Opcode opcode, std::string_view payload,
                                       const FrameOptions& options = {});

/// A Close frame's payload.
[[nodiscard]] std::string close_payload(std::uint16_t code, std::string_view reason = {});

struct Frame {
  Opcode opcode{};
  bool final = true;
  std::string payload;
};

/// Takes the first frame off `input`; nothing if it is not complete yet. Throws if a server must
/// not send it: masked, reserved bits or opcodes, a long or fragmented control frame, a length
/// that is written longer than it need be.
[[nodiscard]] std::optional<Frame> take_server_frame(std::string& input);

}  // namespace parley::test
