// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace parley::protocol {

/// The message types that the server has rules for. Applications may use any other type between
/// themselves: it is `Other` and is relayed to a client or to the room.
enum class MessageType : std::uint8_t {
  Ping,
  Pong,
  Text,
  GetRoomInfo,
  Profile,
  GetIceServers,
  Offer,
  Answer,
  IceCandidate,
  Greeting,
  Bye,
  Other,
};

[[nodiscard]] MessageType message_type(std::string_view name) noexcept;

/// Addresses that are not client ids.
inline constexpr std::string_view kServerAddress = "ground control";
inline constexpr std::string_view kRoomAddress = "room";

}  // namespace parley::protocol
