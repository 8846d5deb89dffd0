// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "parley/base/enum_array.hpp"

namespace parley::protocol {

/// The message types for which the server has rules. Clients may use other types among
/// themselves: these are `Other`, and the server relays them to a client or to the room.
enum class MessageType : std::uint8_t {
  IceCandidate,
  Offer,
  Answer,
  Ack,
  Ping,
  Pong,
  Text,
  GetRoomInfo,
  Profile,
  GetIceServers,
  Greeting,
  Bye,
  RoomInfo,
  IceServers,
  Error,
  Welcome,
  ClientJoined,
  ClientLeft,
  ClientSuspended,
  ClientResumed,
  ClientUpdated,
  GoingAway,
  Other,
};

/// Classes of messages. The metrics count traffic for each class.
enum class MessageClass : std::uint8_t {
  Signaling,  ///< offer, answer, icecandidate
  Text,
  Control,  ///< between clients and the server
  Other,    ///< types of applications
  Invalid,  ///< not a message at all
};

/// The label of each class in the metrics: stable, lower case.
inline constexpr EnumArray<MessageClass, std::string_view> kMessageClassNames{
    "signaling", "text", "control", "other", "invalid"};

/// The receiver of a message that names none.
enum class DefaultReceiver : std::uint8_t {
  None,  ///< the response is the error receiver-required
  Server,
  Room,
};

/// The side that defines this type. A client may still send a type of the server to another client,
/// like a type that an application defines.
enum class Sender : std::uint8_t { Client, Server, Both };

/// One row of the table of message types (docs/protocol.md, "Delivery" and "parley.v1").
struct MessageTypeInfo {
  MessageType type;
  std::string_view name;  ///< on the wire; empty for Other
  MessageClass message_class;
  Sender sender;
  DefaultReceiver default_receiver;
  bool only_v1;              ///< in the base protocol applications may use this name
  bool counted_to_server;    ///< parley.v1 counts and keeps it when a client sends it to the server
  bool counted_from_server;  ///< parley.v1 counts and keeps it when the server sends it
};

[[nodiscard]] const MessageTypeInfo& message_type_info(MessageType type) noexcept;

/// The whole table, in the order of the enumerators.
[[nodiscard]] std::span<const MessageTypeInfo> message_type_table() noexcept;

/// The type of a client's message. Types that only the server sends are Other here.
[[nodiscard]] MessageType message_type(std::string_view name) noexcept;

/// Addresses that are not client ids.
inline constexpr std::string_view kServerAddress = "ground control";
inline constexpr std::string_view kRoomAddress = "room";

}  // namespace parley::protocol
