// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/message_type.hpp"

#include <algorithm>
#include <array>

namespace parley::protocol {
namespace {

using enum DefaultReceiver;
using C = MessageClass;
using S = Sender;
using T = MessageType;

// Types that clients send come first, the most frequent at the top: a call is mostly candidates.
// clang-format off
constexpr std::array kTable{
    //              type                name                class         sender     receiver  v1     counted to, from server
    MessageTypeInfo{T::IceCandidate,    "icecandidate",     C::Signaling, S::Client, None,   false, true,  true},
    MessageTypeInfo{T::Offer,           "offer",            C::Signaling, S::Client, None,   false, true,  true},
    MessageTypeInfo{T::Answer,          "answer",           C::Signaling, S::Client, None,   false, true,  true},
    MessageTypeInfo{T::Ack,             "ack",              C::Control,   S::Both,   Server, true,  false, false},
    MessageTypeInfo{T::Ping,            "ping",             C::Control,   S::Both,   Server, false, false, false},
    MessageTypeInfo{T::Pong,            "pong",             C::Control,   S::Both,   Server, false, false, false},
    MessageTypeInfo{T::Text,            "text",             C::Text,      S::Client, Room,   false, true,  true},
    MessageTypeInfo{T::GetRoomInfo,     "get-room-info",    C::Control,   S::Client, Server, false, true,  true},
    MessageTypeInfo{T::Profile,         "profile",          C::Control,   S::Client, Server, false, true,  true},
    MessageTypeInfo{T::GetIceServers,   "get-ice-servers",  C::Control,   S::Client, Server, false, true,  true},
    MessageTypeInfo{T::Greeting,        "greeting",         C::Control,   S::Both,   Server, false, true,  true},
    MessageTypeInfo{T::Bye,             "bye",              C::Control,   S::Both,   Server, false, false, false},
    MessageTypeInfo{T::RoomInfo,        "room-info",        C::Control,   S::Server, None,   false, true,  true},
    MessageTypeInfo{T::IceServers,      "ice-servers",      C::Control,   S::Server, None,   false, true,  true},
    MessageTypeInfo{T::Error,           "error",            C::Control,   S::Server, None,   false, true,  true},
    MessageTypeInfo{T::Welcome,         "welcome",          C::Control,   S::Server, None,   true,  true,  false},
    MessageTypeInfo{T::ClientJoined,    "client-joined",    C::Control,   S::Server, None,   true,  true,  true},
    MessageTypeInfo{T::ClientLeft,      "client-left",      C::Control,   S::Server, None,   true,  true,  true},
    MessageTypeInfo{T::ClientSuspended, "client-suspended", C::Control,   S::Server, None,   true,  true,  true},
    MessageTypeInfo{T::ClientResumed,   "client-resumed",   C::Control,   S::Server, None,   true,  true,  true},
    MessageTypeInfo{T::ClientUpdated,   "client-updated",   C::Control,   S::Server, None,   true,  true,  true},
    MessageTypeInfo{T::GoingAway,       "going-away",       C::Control,   S::Server, None,   true,  true,  false},
    MessageTypeInfo{T::Other,           "",                 C::Other,     S::Client, None,   false, true,  true},
};
// clang-format on

static_assert(has_row_for_each(kTable, &MessageTypeInfo::type));

constexpr std::size_t kClientTypes = static_cast<std::size_t>(
    std::ranges::find(kTable, Sender::Server, &MessageTypeInfo::sender) - kTable.begin());
static_assert(std::ranges::none_of(kTable.begin() + kClientTypes, kTable.end() - 1,
                                   [](const MessageTypeInfo& row) {
                                     return row.sender != Sender::Server;
                                   }),
              "the rows of what clients send come first, but for Other");

}  // namespace

const MessageTypeInfo& message_type_info(MessageType type) noexcept {
  return kTable[static_cast<std::size_t>(type)];
}

std::span<const MessageTypeInfo> message_type_table() noexcept {
  return kTable;
}

MessageType message_type(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kClientTypes; ++i) {
    if (name == kTable[i].name) return kTable[i].type;
  }
  return MessageType::Other;
}

}  // namespace parley::protocol
