// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "parley/base/accounts.hpp"
#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/connection.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/entrance.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/message_result.hpp"
#include "parley/chat/snapshot.hpp"
#include "parley/chat/sources.hpp"
#include "parley/chat/standing.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::chat {

/// The result of ChatManager::join: a client, or the reason why there is none.
struct JoinResult {
  ChatClient* client = nullptr;
  protocol::CloseReason refusal{};  ///< meaningful only if `client` is null
};

/// The interface of the chat layer to the net layer: the rooms by id, and the clients that join,
/// resume and leave. Separate classes route messages, respond to requests and keep sessions; this
/// class assembles them. One thread, no locks.
///
/// A connection ends in one of two ways. The net layer reports its end with on_connection_end(); or
/// the chat layer ends it itself (bye, too many errors, too fast, taken over) and calls
/// Connection::close. After either, the connection no longer has a ChatClient: the client is gone,
/// or it speaks parley.v1 and its seat waits for the next connection.
class ChatManager {
 public:
  ChatManager(const Limits& limits, Scheduler& scheduler, Sources sources, EventLog& log);
  ~ChatManager();
  ChatManager(const ChatManager&) = delete;
  ChatManager& operator=(const ChatManager&) = delete;

  /// Adds a client to the room and greets it: from then on it is listed and addressable. REQUIRES:
  /// protocol::is_room_id(room_id); `username` came from protocol::clean_username. The connection
  /// must outlive the client. Whether the client may join is for the entrance to decide. Throws
  /// std::system_error if the random source fails.
  [[nodiscard]] JoinResult join(std::string_view room_id, std::string username,
                                Connection& connection, Standing standing = {});

  /// Like join(), for a client of parley.v1: the client gets a session, and a `welcome` instead of
  /// a `greeting`. `account` is charged for what the session holds; if empty, nobody is.
  [[nodiscard]] JoinResult open_session(std::string_view room_id, std::string username,
                                        Connection& connection, AccountHold account = {},
                                        Standing standing = {});

  /// Gives the session with this token a new connection, and closes its older connection with
  /// TakenOver. `received` is the number of messages of the session that the client has. Null if
  /// there is nothing to resume: then open a new session. From now on `account` is charged for the
  /// session. Throws as join() does.
  [[nodiscard]] ChatClient* resume_session(std::string_view room_id, std::string_view token,
                                           std::uint64_t received, Connection& connection,
                                           AccountHold account = {});

  /// Whether resume_session would find a session with this token and count, and its pause is over.
  [[nodiscard]] bool is_resumable(std::string_view room_id, std::string_view token,
                                  std::uint64_t received) const;

  /// Call this before resume_session. ResumePace limits how often a session can be resumed, and the
  /// replays to one address are charged to `account`, so that frequent resumes do not slow down
  /// other clients. Returns the time that the client must wait; it keeps its seat meanwhile. Zero
  /// means that the session can be resumed now, and the call has counted the resume; or that there
  /// is no such session.
  [[nodiscard]] Duration begin_resume(std::string_view room_id, std::string_view token,
                                      std::uint64_t received, Account* account = nullptr);

  /// Call this when the client's connection has ended. Returns whether the client keeps its seat.
  bool on_connection_end(ChatClient& client, protocol::CloseReason reason);

  /// Stops announcing departures to the remaining clients, because the server is shutting down.
  void stop_announcing() noexcept;

  /// The state of all sessions. REQUIRES: every connection has ended.
  [[nodiscard]] Snapshot snapshot() const;
  /// Starts with the sessions of another process; their clients have resume.window from now on to
  /// return. Leaves out sessions beyond the limits. REQUIRES: there are no clients yet.
  void restore(const Snapshot& snapshot);

  /// Call this when the ICE servers have changed. Clients that have a list get a new one within
  /// seconds.
  void renew_ice_servers();

  /// Handles one complete text message from the client. REQUIRES: `text` is valid UTF-8.
  [[nodiscard]] MessageResult on_message(ChatClient& client, std::string_view text);

  /// Sends the message `ping` to a client of parley.v1. For a client of the base
  /// protocol, its connection sends a Ping frame instead.
  void ping(ChatClient& client);

  /// Changes the limits for new work. No client is removed.
  void set_limits(const Limits& limits) { limits_ = limits; }
  void set_facts(ServerFacts facts) { facts_ = std::move(facts); }

  /// Asked before a client joins, unless it resumes a session.
  [[nodiscard]] Entrance& entrance() noexcept { return entrance_; }

  /// The accounts of the addresses. The net layer charges connections and output there.
  [[nodiscard]] AccountTable& accounts() noexcept { return accounts_; }

  [[nodiscard]] std::size_t room_count() const noexcept;
  [[nodiscard]] std::size_t client_count() const noexcept;
  [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

 private:
  struct Parts;

  [[nodiscard]] JoinResult admit(std::string_view room_id, std::string username,
                                 Connection& connection, Standing standing,
                                 std::unique_ptr<ResumableSession> session);
  void welcome(ChatClient& client);

  Limits limits_;
  Scheduler& scheduler_;
  const Sources sources_;
  ServerFacts facts_;
  Counters counters_;
  AccountTable accounts_;
  Entrance entrance_;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace parley::chat
