// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "chat/ice_server_feed.hpp"
#include "chat/responder.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/sources.hpp"

namespace parley::chat {

/// Sends the first message on a connection: a `greeting`, or in parley.v1 a `welcome`
/// (docs/protocol.md, "Welcome"). ChatManager owns it.
class Greeter {
 public:
  Greeter(const Limits& limits, const ServerFacts& facts, IceServerFeed& ice_servers,
          Responder& responder)
      : limits_(limits), facts_(facts), ice_servers_(ice_servers), responder_(responder) {}
  Greeter(const Greeter&) = delete;
  Greeter& operator=(const Greeter&) = delete;

  /// Greets a client of the base protocol.
  void greet(ChatClient& client);

  /// The frame of a `welcome` with this resume token, for a new client: only new clients get the
  /// list of members. The view lasts until the Responder's next message.
  [[nodiscard]] std::string_view welcome_to_newcomer(ChatClient& client, std::string_view token);
  /// `is_return_told`: whether the server tells the others right afterwards that the client has
  /// resumed.
  [[nodiscard]] std::string_view welcome_back(ChatClient& client, std::string_view token,
                                              bool is_return_told);

 private:
  [[nodiscard]] std::string_view welcome(ChatClient& client, std::string_view token,
                                         bool is_resumed, std::uint64_t version);

  const Limits& limits_;
  const ServerFacts& facts_;
  IceServerFeed& ice_servers_;
  Responder& responder_;
};

}  // namespace parley::chat
