// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/connection.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/message_result.hpp"
#include "parley/chat/snapshot.hpp"
#include "parley/chat/sources.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::chat {

/// What ChatManager::join found: a client, or why there is none.
struct JoinResult {
  ChatClient* client = nullptr;
  protocol::CloseReason refusal{};  ///< meaningful only if `client` is null
};

/// The chat layer as the net layer knows it: the rooms by id, and who joins, resumes and leaves.
/// What becomes of a message, what the server responds and what is kept for clients that are away
/// is the work of classes of its own, which it puts together. One thread, no locks.
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

  /// From now on nobody is told who leaves: the server goes down and everybody with it.
  void stop_announcing() noexcept;

  /// All sessions. REQUIRES: every connection has ended.
  [[nodiscard]] Snapshot snapshot() const;
  /// Begins with the sessions of another process: their clients have resume.window from now on.
  /// What is over a limit is left out. REQUIRES: nobody is here yet.
  void restore(const Snapshot& snapshot);

  /// The ICE servers have changed: whoever was told of them before is told again, within seconds.
  void renew_ice_servers();

  /// One complete text message from the client, valid UTF-8.
  [[nodiscard]] MessageResult on_message(ChatClient& client, std::string_view text);

  /// Asks a client of parley.v1 for a sign of life. The connections of the others do that with
  /// frames of the WebSocket.
  void ping(ChatClient& client);

  /// New limits hold for what happens from now on; nobody is thrown out by them.
  void set_limits(const Limits& limits) { limits_ = limits; }
  void set_facts(ServerFacts facts) { facts_ = std::move(facts); }

  [[nodiscard]] std::size_t room_count() const noexcept;
  [[nodiscard]] std::size_t client_count() const noexcept;
  [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

 private:
  struct Parts;

  [[nodiscard]] JoinResult admit(std::string_view room_id, std::string username,
                                 Connection& connection, std::unique_ptr<ResumableSession> session);
  void welcome(ChatClient& client);

  Limits limits_;
  Scheduler& scheduler_;
  const Sources sources_;
  ServerFacts facts_;
  Counters counters_;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace parley::chat
