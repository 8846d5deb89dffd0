// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "chat/exit.hpp"
#include "chat/greeter.hpp"
#include "chat/ice_server_feed.hpp"
#include "chat/presence_announcer.hpp"
#include "chat/responder.hpp"
#include "chat/session_table.hpp"
#include "parley/base/accounts.hpp"
#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/chat/limits.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::chat {

/// Manages the sessions of parley.v1, which outlive connections (docs/protocol.md, "parley.v1"):
/// keeps, returns and gives up seats, and counts and acknowledges messages. A periodic sweep does
/// the work that is due. ChatManager owns it.
class SessionKeeper {
 public:
  struct Parts {
    const Limits& limits;
    Scheduler& scheduler;
    EventLog& log;
    Counters& counters;
    SessionTable& sessions;
    Delivery& delivery;
    Responder& responder;
    Greeter& greeter;
    IceServerFeed& ice_servers;
    Exit& exit;
    PresenceAnnouncer& presence;
  };
  explicit SessionKeeper(const Parts& parts) : parts_(parts) {}
  SessionKeeper(const SessionKeeper&) = delete;
  SessionKeeper& operator=(const SessionKeeper&) = delete;

  /// A scope around code that sends to clients. Sending may exceed the limit of a suspended client,
  /// and giving up its seat sends messages that may exceed the limit of another. The end of the
  /// outermost turn gives all these seats up, and logs an exception.
  class Turn {
   public:
    explicit Turn(SessionKeeper& keeper) noexcept : keeper_(keeper) { ++keeper_.turns_; }
    ~Turn() {
      if (--keeper_.turns_ == 0) keeper_.give_up_overflowed();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    SessionKeeper& keeper_;
  };

  /// Manages the client's session from now on. REQUIRES: the client has a session, and this is the
  /// first call for it.
  void begin(ChatClient& client);

  /// See ChatManager::resume_session.
  [[nodiscard]] ChatClient* resume(std::string_view room_id, std::string_view token,
                                   std::uint64_t received, Connection& connection,
                                   AccountHold account);

  /// Call this when the client's connection has ended. True if its seat is kept; otherwise the
  /// client must leave.
  [[nodiscard]] bool keep_seat(ChatClient& client, const protocol::CloseInfo& reason);

  /// Counts a message of the client. REQUIRES: the client has a session.
  void count_received(ChatClient& client, std::size_t bytes);
  /// Call this when the client has sent something on a connection: it has received the welcome
  /// there.
  void confirm_token(ChatClient& client);
  /// Handles an acknowledgement of `received` messages. False if the number is impossible.
  [[nodiscard]] bool acknowledge(ChatClient& client, std::uint64_t received);
  void send_urgent_ack(ChatClient& client);

  /// Ends a suspended client's session; the others in the room are told that it has left.
  void give_up(ChatClient& client, protocol::CloseReason reason);

  /// Sweeps from now on, until there are no sessions.
  void watch();

 private:
  void count(ResumeOutcome outcome) noexcept { ++parts_.counters.resumes[outcome]; }
  void take_over(ChatClient& client, Connection& connection, AccountHold account);
  [[nodiscard]] bool make_room_for_seat(const ChatClient& client);
  void suspend(ChatClient& client);
  void give_up_overflowed() noexcept;
  void send_ack(ChatClient& client);
  void sweep();
  void tend(ChatClient& client, TimePoint now);
  void log_exception(std::string_view what) noexcept;

  const Parts parts_;
  std::unique_ptr<Scheduler::Timer> sweep_;
  TimePoint swept_at_;
  std::size_t turns_ = 0;  // nested
};

}  // namespace parley::chat
