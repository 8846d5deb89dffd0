// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "chat/responder.hpp"
#include "chat/room_registry.hpp"
#include "chat/session_table.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/delivery.hpp"

namespace parley::chat {

/// The only way out of a room: ends the client's session if it has one, removes the client, and
/// reports the messages that it has not acknowledged. ChatManager owns it.
class Exit {
 public:
  Exit(RoomRegistry& rooms, SessionTable& sessions, Delivery& delivery, Responder& responder)
      : rooms_(rooms), sessions_(sessions), delivery_(delivery), responder_(responder) {}
  Exit(const Exit&) = delete;
  Exit& operator=(const Exit&) = delete;

  /// `departure` is the reason in `client-left`. Destroys the client.
  void leave(ChatClient& client, std::string_view departure);

 private:
  void report_undelivered(ChatRoom& room, const ChatClient& gone);

  RoomRegistry& rooms_;
  SessionTable& sessions_;
  Delivery& delivery_;
  Responder& responder_;
};

}  // namespace parley::chat
