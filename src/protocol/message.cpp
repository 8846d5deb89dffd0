// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/message.hpp"

#include <array>

#include "parley/base/utf8.hpp"
#include "protocol/json_string.hpp"

namespace parley::protocol {
namespace {

constexpr std::string_view kSenderKey = R"({"sender":")";
constexpr std::string_view kReceiverKey = R"(","receiver":")";
constexpr std::string_view kTypeKey = R"(","type":")";
constexpr std::string_view kTypeEnd = R"(")";
constexpr std::string_view kIdKey = R"(,"id":)";
constexpr std::string_view kDataKey = R"(,"data":)";
constexpr std::string_view kEnd = "}";

std::size_t payload_size(const Message& m) noexcept {
  std::size_t size = kSenderKey.size() + m.sender.size() + kReceiverKey.size() + m.receiver.size() +
                     kTypeKey.size() + m.type.size() + kTypeEnd.size() + kEnd.size();
  if (!m.id.empty()) size += kIdKey.size() + m.id.size();
  if (!m.data.empty()) size += kDataKey.size() + m.data.size();
  return size;
}

}  // namespace

void append_text_frame_header(std::string& out, std::size_t size) {
  std::array<char, 10> header{static_cast<char>(0x81)};  // final, text
  std::size_t used = 1;
  const auto put = [&](std::size_t byte) { header[used++] = static_cast<char>(byte & 0xff); };
  if (size < 126) {
    put(size);
  } else {
    const bool is_long = size > 0xffff;
    put(is_long ? 127 : 126);
    for (int shift = is_long ? 56 : 8; shift >= 0; shift -= 8) put(size >> shift);
  }
  out.append(header.data(), used);
}

namespace {

std::size_t header_size(std::string_view bytes) noexcept {
  const auto length = static_cast<unsigned char>(bytes[1]);
  return length < 126 ? 2 : length == 126 ? 4 : 10;
}

}  // namespace

std::size_t frame_size(std::string_view bytes) noexcept {
  const std::size_t header = header_size(bytes);
  std::size_t size = header == 2 ? static_cast<unsigned char>(bytes[1]) : 0;
  for (std::size_t i = 2; i < header; ++i) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  return header + size;
}

std::string_view frame_payload(std::string_view frame) noexcept {
  return frame.substr(header_size(frame));
}

std::string_view frame_sender(std::string_view frame) noexcept {
  const std::string_view rest = frame_payload(frame).substr(kSenderKey.size());
  return rest.substr(0, rest.find('"'));
}

void append_frame(std::string& out, const Message& m) {
  constexpr std::size_t kMaxHeaderBytes = 10;
  const std::size_t size = payload_size(m);
  out.reserve(out.size() + kMaxHeaderBytes + size);
  append_text_frame_header(out, size);
  out.append(kSenderKey).append(m.sender);
  out.append(kReceiverKey).append(m.receiver);
  out.append(kTypeKey).append(m.type).append(kTypeEnd);
  if (!m.id.empty()) out.append(kIdKey).append(m.id);
  if (!m.data.empty()) out.append(kDataKey).append(m.data);
  out.append(kEnd);
}

void append_client(std::string& out, const ClientInfo& client) {
  out += R"({"id":)";
  append_json_string(out, client.id);
  out += R"(,"username":)";
  append_json_string(out, client.username);
  if (client.is_suspended) out += R"(,"suspended":true)";
  out += '}';
}

void append_room_info(std::string& out, std::string_view room_id,
                      std::span<const ClientInfo> clients) {
  out += R"({"room_id":)";
  append_json_string(out, room_id);
  out += R"(,"clients":[)";
  bool first = true;
  for (const ClientInfo& client : clients) {
    if (!first) out += ',';
    first = false;
    append_client(out, client);
  }
  out += "]}";
}

void append_error(std::string& out, ErrorCode code, std::string_view message, std::string_view type,
                  std::string_view receiver) {
  out.append(R"({"code":")").append(error_info(code).name).append(R"(","message":)");
  append_json_string(out, message);
  // For an undelivered message the receiver matters most. It is an id that the server knows.
  if (code == ErrorCode::Undelivered) type = utf8::cut(type, kMaxEchoBytes - receiver.size());
  type = utf8::cut(type, kMaxEchoBytes);
  receiver = utf8::cut(receiver, kMaxEchoBytes - type.size());
  if (!type.empty()) {
    out += R"(,"type":)";
    append_json_string(out, type);
  }
  if (!receiver.empty()) {
    out += R"(,"receiver":)";
    append_json_string(out, receiver);
  }
  out += '}';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace parley::protocol
