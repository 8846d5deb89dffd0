// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "parley/protocol/error_code.hpp"

namespace parley::protocol {

/// A message to a client. Addresses are client ids, "room", "ground control" or empty, and are
/// written without escaping; `id` and `data` are JSON and are left out if empty.
struct Message {
  std::string_view sender;
  std::string_view receiver;
  std::string_view type;  ///< the content of a JSON string, already escaped
  std::string_view id;
  std::string_view data;
};

/// Appends `message` as one complete, unmasked WebSocket text frame (RFC 6455 section 5.2), ready
/// to send. The order of the keys is sender, receiver, type, id, data.
void append_frame(std::string& out, const Message& message);

/// The size of the complete frame at the start of `bytes`. REQUIRES: append_frame has made it.
[[nodiscard]] std::size_t frame_size(std::string_view bytes) noexcept;

/// The message within a complete frame. REQUIRES: append_frame has made it.
[[nodiscard]] std::string_view frame_payload(std::string_view frame) noexcept;

/// The sender of the message in a frame that append_frame has made.
[[nodiscard]] std::string_view frame_sender(std::string_view frame) noexcept;

/// Appends the frame header of an unmasked, final text frame with a payload of `size` bytes.
void append_text_frame_header(std::string& out, std::size_t size);

struct ClientInfo {
  std::string_view id;
  std::string_view username;
  bool is_suspended = false;  ///< written only for parley.v1, and only if true
};

/// Appends {id, username, suspended?}.
void append_client(std::string& out, const ClientInfo& client);

/// The `data` of `room-info`: {room_id, clients: [{id, username}, …]}.
void append_room_info(std::string& out, std::string_view room_id,
                      std::span<const ClientInfo> clients);

inline constexpr std::size_t kMaxEchoBytes = 64;

/// The `data` of `error`: {code, message, type?, receiver?}. `type` and `receiver` repeat the
/// client's own words, up to kMaxEchoBytes together; empty ones are left out. At the limit `type`
/// takes precedence, except for Undelivered: there `receiver`, a client id, does.
void append_error(std::string& out, ErrorCode code, std::string_view message, std::string_view type,
                  std::string_view receiver);

/// `text` as JSON, with quotes. REQUIRES: valid UTF-8.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace parley::protocol
