// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/chat_room.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/chat/connection.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/resume_token.hpp"
#include "parley/chat/snapshot.hpp"
#include "parley/protocol/envelope.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

class SessionTable;

/// STUN and TURN servers for one client.
struct IceServerList {
  std::string json;          ///< the `data` of `ice-servers`
  Duration refresh_after{};  ///< then fresh ones are to be sent, before these expire; zero: never
};
/// Nothing if it could not be made.
using IceServerSource = std::function<std::optional<IceServerList>(const ClientId&)>;

/// Where ChatManager gets from what it does not know itself.
struct Sources {
  ClientIdSource new_id;
  IceServerSource ice_servers;
  TokenSource tokens;
};

/// What a `welcome` tells of the server as a whole.
struct ServerFacts {
  std::string version;
  Duration heartbeat_interval = std::chrono::seconds{25};
  Duration heartbeat_timeout = std::chrono::seconds{15};
  std::size_t message_bytes = 64 * 1024;
};

/// What ChatManager::join found: a client, or why there is none.
struct JoinResult {
  ChatClient* client = nullptr;
  protocol::CloseReason refusal{};  ///< meaningful only if `client` is null
};

/// Owns the rooms by id, admits and removes clients, and routes their messages. One thread, no
/// locks. A room appears with its first client and goes with its last.
///
/// A connection ends in one of two ways. The net layer reports it with on_connection_end(); or the
/// chat layer ends it itself (bye, too many errors, too fast, taken over), and calls
/// Connection::close. Either way that connection's ChatClient is not its own any more: it is gone,
/// or it speaks parley.v1 and its seat waits for the next connection.
class ChatManager {
 public:
  ChatManager(const Limits& limits, Scheduler& scheduler, Sources sources, EventLog& log);
  ~ChatManager();
  ChatManager(const ChatManager&) = delete;
  ChatManager& operator=(const ChatManager&) = delete;

  /// Puts a client into the room and greets it: from then on it is listed and addressable.
  /// REQUIRES: protocol::is_room_id(room_id); `username` came from protocol::clean_username.
  /// The connection must outlive the client. Throws std::system_error if there is no randomness.
  [[nodiscard]] JoinResult join(std::string_view room_id, std::string username,
                                Connection& connection);

  /// The same for a client that speaks parley.v1: it gets a session, and is told so by a `welcome`.
  [[nodiscard]] JoinResult open_session(std::string_view room_id, std::string username,
                                        Connection& connection);

  /// Gives the session with this token a new connection, and closes an older one with TakenOver.
  /// `received` is how many messages of the session the client has. Null if there is nothing to
  /// resume: then the client is to be given a new session. Throws as join() does.
  [[nodiscard]] ChatClient* resume_session(std::string_view room_id, std::string_view token,
                                           std::uint64_t received, Connection& connection);

  /// Whether resume_session would find a session with this token and count.
  [[nodiscard]] bool is_resumable(std::string_view room_id, std::string_view token,
                                  std::uint64_t received) const;

  /// The client's connection has ended for this reason. Returns whether its seat is kept.
  bool on_connection_end(ChatClient& client, protocol::CloseReason reason);

  /// From now on who leaves is not announced: the server goes down and everybody with it.
  void stop_announcing() noexcept { is_announcing_ = false; }

  /// All sessions. REQUIRES: every connection has ended.
  [[nodiscard]] Snapshot snapshot() const;
  /// Begins with the sessions of another process: their clients have resume.window from now on.
  /// What is over a limit is left out. REQUIRES: nobody is here yet.
  void restore(const Snapshot& snapshot);

  /// The ICE servers have changed: whoever was told of them before is told again, within seconds.
  void renew_ice_servers();

  /// One complete text message from the client, valid UTF-8. Returns for how long nothing more
  /// should be read from it. The client may be gone when this returns: Connection::close tells.
  [[nodiscard]] Duration on_message(ChatClient& client, std::string_view text);

  /// Asks the client for a sign of life.
  void ping(ChatClient& client);

  /// New limits hold for what happens from now on; nobody is thrown out by them.
  void set_limits(const Limits& limits) { limits_ = limits; }
  void set_facts(ServerFacts facts) { facts_ = std::move(facts); }

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

  [[nodiscard]] Duration handle(ChatClient& client, std::string_view text);
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

  void count(Incoming& message);
  void acknowledge(Incoming& message);
  void reply(ChatClient& client, std::string_view type, std::string_view id, std::string_view data);
  void reply_uncounted(ChatClient& client, std::string_view type, std::string_view id,
                       std::string_view data);
  void compose(ChatClient& client, std::string_view type, std::string_view id,
               std::string_view data);
  void refuse(Incoming& message, protocol::ErrorCode code, std::string_view sentence = {});
  void send_error(ChatClient& client, protocol::ErrorCode code, std::string_view sentence,
                  const protocol::Envelope& envelope);
  void close(Incoming& message, protocol::CloseReason reason);
  [[nodiscard]] ChatRoom* open_room(std::string_view room_id);
  void close_if_empty(ChatRoom& room);
  JoinResult admit(std::string_view room_id, std::string username, Connection& connection,
                   std::unique_ptr<ResumableSession> session);
  void leave(ChatClient& client, std::string_view departure);

  // Of clients of parley.v1, in sessions.cpp.
  void compose_welcome(ChatClient& client, std::string_view token, bool is_resumed);
  void count(ResumeOutcome outcome) noexcept;
  void take_over(ChatClient& client, Connection& connection);
  void suspend(ChatClient& client);
  void give_up(ChatClient& client, protocol::CloseReason reason);
  void give_up_overflowed();
  void report_undelivered(ChatRoom& room, const ChatClient& gone);
  void send_ack(ChatClient& client);
  void push_ice_servers(ChatClient& client);
  [[nodiscard]] TimePoint next_ice_servers(const ResumableSession& session,
                                           const IceServerList& servers) const;
  void restore_room(const Snapshot::Room& saved);
  ChatClient& restore_seat(ChatRoom& room, const Snapshot::Seat& seat);
  void watch_sessions();
  void sweep();
  void tend(ChatClient& client, TimePoint now);

  Limits limits_;
  Scheduler& scheduler_;
  const Sources sources_;
  EventLog& log_;
  ServerFacts facts_;

  std::unordered_map<std::string, std::unique_ptr<ChatRoom>, StringHash, std::equal_to<>> rooms_;
  std::size_t client_count_ = 0;
  bool is_announcing_ = true;
  Counters counters_;
  Delivery delivery_{limits_, counters_};
  const std::unique_ptr<SessionTable> sessions_;
  std::unique_ptr<Scheduler::Timer> sweep_;
  TimePoint swept_at_;
  std::string frame_;  // scratch: a frame is composed once here and copied to each receiver
  std::string data_;   // scratch: the data of an answer
};

}  // namespace parley::chat
