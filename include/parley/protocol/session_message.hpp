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

/// The `data` of messages that only clients of parley.v1 receive or send (docs/protocol.md,
/// "parley.v1").
namespace parley::protocol {

/// The WebSocket subprotocol (RFC 6455 section 1.9) that selects these messages.
inline constexpr std::string_view kSubprotocol = "parley.v1";

/// The session information that a client gets when it joins or resumes.
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
  std::uint64_t received;  ///< counted messages of the client
  std::uint64_t room_version;
  std::span<const ClientInfo> clients;  ///< left out if resumed
  std::string_view ice_servers;         ///< JSON
};
void append_welcome(std::string& out, const Welcome& welcome);

/// The `data` of the response to `get-room-info`: {room_id, version, clients: […]}.
void append_versioned_room_info(std::string& out, std::string_view room_id, std::uint64_t version,
                                std::span<const ClientInfo> clients);

/// The `data` of `client-joined` and `client-updated`: {client, version}.
void append_client_change(std::string& out, const ClientInfo& client, std::uint64_t version);

/// The `data` of `client-suspended`, `client-resumed` and, with a reason, `client-left`: {id,
/// reason?, version}.
void append_presence_change(std::string& out, std::string_view id, std::string_view reason,
                            std::uint64_t version);

/// The `data` of `ack`: {received}.
void append_ack(std::string& out, std::uint64_t received);

/// Reads `received` from the `data` of an `ack`. Nothing if `data` is not a JSON object with a
/// 64-bit integer `received`. Other members are allowed.
[[nodiscard]] std::optional<std::uint64_t> parse_ack(std::string_view data);

/// The `data` of `going-away`: {reconnect_after_ms}.
void append_going_away(std::string& out, std::chrono::milliseconds reconnect_after);

}  // namespace parley::protocol
