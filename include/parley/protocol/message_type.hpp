// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
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
  Ack,  ///< parley.v1 only; from anybody else it is as good as Other
  Other,
};

[[nodiscard]] MessageType message_type(std::string_view name) noexcept;

/// What a message is about, coarsely: what is counted about messages is counted for each of these.
enum class MessageClass : std::uint8_t {
  Signaling,  ///< offer, answer, icecandidate
  Text,
  Control,  ///< what clients and the server have to say to each other
  Other,    ///< types of applications
  Invalid,  ///< no message at all
};
inline constexpr std::size_t kMessageClassCount = 5;

/// For metrics, in the order of the enumerators: stable, lower case.
inline constexpr std::array<std::string_view, kMessageClassCount> kMessageClassNames{
    "signaling", "text", "control", "other", "invalid"};

[[nodiscard]] MessageClass message_class(MessageType type) noexcept;

/// Addresses that are not client ids.
inline constexpr std::string_view kServerAddress = "ground control";
inline constexpr std::string_view kRoomAddress = "room";

}  // namespace parley::protocol
