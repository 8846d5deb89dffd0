// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/ws_frame.hpp"

#include <array>
#include <stdexcept>

namespace parley::test {
namespace {

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(value >> shift & 0xff);
  }
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

int shortest_length_bytes(std::uint64_t length) {
  return length < 126 ? 0 : length < 65536 ? 2 : 8;
}

void require(bool condition, const char* violation) {
  if (!condition) throw std::runtime_error(std::string("the daemon sent ") + violation);
}

}  // namespace

std::string encode_frame(Opcode opcode, std::string_view payload, const FrameOptions& options) {
  constexpr std::array<char, 4> kMask{0x37, static_cast<char>(0xfa), 0x21, 0x3d};
  const std::uint64_t length = options.declared_length.value_or(payload.size());
  const int bytes =
      options.length_bytes != 0 ? options.length_bytes : shortest_length_bytes(length);
  std::string frame;
  frame += static_cast<char>((options.final ? 0x80 : 0) | options.reserved << 4 |
                             static_cast<std::uint8_t>(opcode));
  const int mask_bit = options.masked ? 0x80 : 0;
  frame += static_cast<char>(mask_bit | (bytes == 0   ? static_cast<int>(length)
                                         : bytes == 2 ? 126
                                                      : 127));
  append_big_endian(frame, length, bytes);
  if (!options.masked) return frame.append(payload);
  frame.append(kMask.data(), kMask.size());
  for (std::size_t i = 0; i < payload.size(); ++i) {
    frame += static_cast<char>(payload[i] ^ kMask[i % kMask.size()]);
  }
  return frame;
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
  std::string payload;
  append_big_endian(payload, code, 2);
  return payload.append(reason);
}

std::optional<Frame> take_server_frame(std::string& input) {
  if (input.size() < 2) return std::nullopt;
  const auto first = static_cast<unsigned char>(input[0]);
  const auto second = static_cast<unsigned char>(input[1]);
  require((first & 0x70) == 0, "reserved bits");
  require((second & 0x80) == 0, "a masked frame");
  const int opcode = first & 0x0f;
  require(opcode <= 2 || (opcode >= 8 && opcode <= 10), "a reserved opcode");
  const bool is_final = (first & 0x80) != 0;
  const int short_length = second & 0x7f;
  require(opcode < 8 || (is_final && short_length < 126), "a fragmented or long control frame");

  const int bytes = short_length == 126 ? 2 : short_length == 127 ? 8 : 0;
  const auto header = static_cast<std::size_t>(2 + bytes);
  if (input.size() < header) return std::nullopt;
  const std::uint64_t length = bytes == 0
                                   ? static_cast<std::uint64_t>(short_length)
                                   : big_endian(std::string_view(input).substr(2, header - 2));
  require(bytes == shortest_length_bytes(length), "a length longer than need be");
  if (input.size() - header < length) return std::nullopt;
  Frame frame{.opcode = static_cast<Opcode>(opcode),
              .final = is_final,
              .payload = input.substr(header, length)};
  input.erase(0, header + length);
  return frame;
}

}  // namespace parley::test
