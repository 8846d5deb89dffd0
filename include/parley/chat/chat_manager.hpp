// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "parley/chat/chat_client.hpp"
#include "parley/chat/chat_room.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/chat/connection.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/event_log.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/scheduler.hpp"
#include "parley/protocol/envelope.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

/// The `data` of `ice-servers` for one client, as JSON; nothing if it could not be made.
using IceServerSource = std::function<std::optional<std::string>(const ClientId&)>;

/// What ChatManager::join found: a client, or why there is none.
struct JoinResult {
  ChatClient* client = nullptr;
  protocol::CloseReason refusal{};  ///< meaningful only if `client` is null
};

/// Owns the rooms by id, admits and removes clients, and routes their messages. One thread, no
/// locks. A room appears with its first client and goes with its last.
///
/// A client ends in one of two ways. The net layer reports the end of a connection with leave();
/// or the chat layer ends it itself (bye, too many errors, too fast), forgets the client and calls
/// Connection::close. Either way the ChatClient is gone afterwards.
class ChatManager {
 public:
  ChatManager(const Limits& limits, Scheduler& scheduler, ClientIdSource new_id,
              IceServerSource ice_servers, EventLog& log);

  /// Puts a client into the room and greets it: from then on it is listed and addressable.
  /// REQUIRES: protocol::is_room_id(room_id); `username` came from protocol::clean_username.
  /// The connection must outlive the client. Throws std::system_error if there is no randomness.
  [[nodiscard]] JoinResult join(std::string_view room_id, std::string username,
                                Connection& connection);

  void leave(ChatClient& client);

  /// From now on who leaves is not announced: the server goes down and everybody with it.
  void stop_announcing() noexcept { is_announcing_ = false; }

  /// One complete text message from the client, valid UTF-8. Returns for how long nothing more
  /// should be read from it. The client may be gone when this returns: Connection::close tells.
  [[nodiscard]] Duration on_message(ChatClient& client, std::string_view text);

  /// Asks the client for a sign of life.
  void ping(ChatClient& client);

  /// New limits hold for what happens from now on; nobody is thrown out by them.
  void set_limits(const Limits& limits) { limits_ = limits; }

  [[nodiscard]] std::size_t room_count() const noexcept { return rooms_.size(); }
  [[nodiscard]] std::size_t client_count() const noexcept { return client_count_; }
  [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

 private:
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  /// One message on its way through the router.
  struct Incoming {
    ChatClient& client;
    const protocol::Envelope& envelope;
    std::size_t charged_bytes;  // input, and answers that are much larger than the question
    protocol::MessageType type = protocol::MessageType::Other;  // of the envelope, once scanned
    Duration pause{};                                           // what the room's limit asks for
    bool client_is_gone = false;                                // closed by its own message
  };

  void route(Incoming& message);
  void route_by_type(Incoming& message);
  void to_server(Incoming& message);
  void to_room(Incoming& message);
  void to_client(Incoming& message);
  void say_bye(Incoming& message);
  void rename(Incoming& message);
  void answer_room_info(Incoming& message);
  void answer_ice_servers(Incoming& message);
  [[nodiscard]] Duration pace(Incoming& message);

  void reply(ChatClient& client, std::string_view type, std::string_view id, std::string_view data);
  void refuse(Incoming& message, protocol::ErrorCode code, std::string_view sentence = {});
  void send_error(ChatClient& client, protocol::ErrorCode code, std::string_view sentence,
                  const protocol::Envelope& envelope);
  void close(Incoming& message, protocol::CloseReason reason);
  [[nodiscard]] ChatRoom* open_room(std::string_view room_id);
  void close_if_empty(ChatRoom& room);

  Limits limits_;
  Scheduler& scheduler_;
  ClientIdSource new_id_;
  IceServerSource ice_servers_;
  EventLog& log_;

  std::unordered_map<std::string, std::unique_ptr<ChatRoom>, StringHash, std::equal_to<>> rooms_;
  std::size_t client_count_ = 0;
  bool is_announcing_ = true;
  Counters counters_;
  std::string frame_;  // scratch: a frame is composed once here and copied to each receiver
  std::string data_;   // scratch: the data of an answer
};

}  // namespace parley::chat
