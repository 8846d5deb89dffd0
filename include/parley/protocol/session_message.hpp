// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "parley/protocol/message.hpp"

/// The `data` of the messages that only clients of parley.v1 get or send (docs/protocol.md,
/// "parley.v1").
namespace parley::protocol {

/// The WebSocket subprotocol (RFC 6455 section 1.9) that asks for all of it.
inline constexpr std::string_view kSubprotocol = "parley.v1";

/// What a client is told of its session when it comes in, or back.
struct Welcome {
  std::string_view id;
  std::string_view room_id;
  std::string_view username;
  std::string_view version;  ///< of the server
  std::chrono::milliseconds heartbeat_interval;
  std::chrono::milliseconds heartbeat_timeout;
  std::size_t message_bytes;
  double messages_per_second;
  double burst;
  std::string_view token;  ///< for the next resume
  std::chrono::milliseconds window;
  bool is_resumed;
  std::uint64_t received;  ///< messages of the client that have been counted
  std::uint64_t room_version;
  std::span<const ClientInfo> clients;  ///< left out if resumed
  std::string_view ice_servers;         ///< JSON
};
void append_welcome(std::string& out, const Welcome& welcome);

/// The answer to `get-room-info`: {room_id, version, clients: […]}.
void append_versioned_room_info(std::string& out, std::string_view room_id, std::uint64_t version,
                                std::span<const ClientInfo> clients);

/// Of `client-joined` and `client-updated`: {client, version}.
void append_client_change(std::string& out, const ClientInfo& client, std::uint64_t version);

/// Of `client-suspended`, `client-resumed` and, with a reason, `client-left`: {id, reason?,
/// version}.
void append_presence_change(std::string& out, std::string_view id, std::string_view reason,
                            std::uint64_t version);

/// Of `ack`: {received}.
void append_ack(std::string& out, std::uint64_t received);

/// `received` of the `data` of an `ack`; nothing if it is not a JSON object with such an integer of
/// 64 bits. Other members are allowed.
[[nodiscard]] std::optional<std::uint64_t> parse_ack(std::string_view data);

/// Of `going-away`: {reconnect_after_ms}.
void append_going_away(std::string& out, std::chrono::milliseconds reconnect_after);

}  // namespace parley::protocol
