// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/message_type.hpp"

#include <array>
#include <utility>

namespace parley::protocol {
namespace {

// The most frequent come first: a call is mostly candidates.
constexpr std::array<std::pair<std::string_view, MessageType>, 12> kTypeNames{{
    {"icecandidate", MessageType::IceCandidate},
    {"offer", MessageType::Offer},
    {"answer", MessageType::Answer},
    {"ack", MessageType::Ack},
    {"ping", MessageType::Ping},
    {"pong", MessageType::Pong},
    {"text", MessageType::Text},
    {"get-room-info", MessageType::GetRoomInfo},
    {"profile", MessageType::Profile},
    {"get-ice-servers", MessageType::GetIceServers},
    {"greeting", MessageType::Greeting},
    {"bye", MessageType::Bye},
}};

}  // namespace

MessageType message_type(std::string_view name) noexcept {
  for (const auto& [known, type] : kTypeNames) {
    if (name == known) return type;
  }
  return MessageType::Other;
}

MessageClass message_class(MessageType type) noexcept {
  switch (type) {
    case MessageType::Offer:
    case MessageType::Answer:
    case MessageType::IceCandidate:
      return MessageClass::Signaling;
    case MessageType::Text:
      return MessageClass::Text;
    case MessageType::Other:
      return MessageClass::Other;
    default:
      return MessageClass::Control;
  }
}

}  // namespace parley::protocol
