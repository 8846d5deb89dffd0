// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/limits.hpp"

namespace parley::chat {

class SessionTable;

/// The only way from the chat layer to a client. It keeps counted frames for clients of parley.v1
/// until they acknowledge them. For a suspended client it keeps frames and sends none. ChatManager
/// owns it. It removes no client, but reports the clients whose limit is exceeded.
/// If it keeps too much for an address or for all clients together, it forgets messages, beginning
/// with the client that has the most. A client that acknowledges has few.
class Delivery {
 public:
  Delivery(const Limits& limits, Counters& counters, SessionTable& sessions)
      : limits_(limits), counters_(counters), sessions_(sessions) {}
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  /// Sends a counted frame.
  void send(ChatClient& client, std::string_view frame) {
    if (ResumableSession* const session = client.session()) keep(client, *session, frame);
    if (Connection* const connection = client.connection()) connection->send(frame);
  }

  /// Sends a change of the room, which is counted, too. If a suspended client has used a
  /// quarter of its limit, changes are left out, and the version of the room shows the gap. So no
  /// client loses its seat because of frequent joins and leaves.
  void send_change(ChatClient& client, std::string_view frame);

  /// Sends a frame that may be lost with the connection.
  static void send_uncounted(ChatClient& client, std::string_view frame) {
    if (Connection* const connection = client.connection()) connection->send(frame);
  }

  /// Handles an acknowledgement of `received` messages. False if the number is impossible.
  [[nodiscard]] bool acknowledge(ResumableSession& session, std::uint64_t received);

  /// Accounts for the kept messages of a session that another process has saved.
  void adopt(const ResumableSession& session);
  /// Call this when the client's session ends.
  void release(const ChatClient& client);

  /// Returns the suspended clients whose seats the caller must give up, once each.
  [[nodiscard]] std::vector<ChatClient*> take_overflowed() {
    return std::exchange(overflowed_, {});
  }
  [[nodiscard]] bool has_overflowed() const noexcept { return !overflowed_.empty(); }

 private:
  static constexpr std::size_t kChangesShare = 4;

  void keep(ChatClient& client, ResumableSession& session, std::string_view frame);
  void make_room(ResumableSession& session);
  void forget_oldest(ResumableSession& session);
  void note_freed(const ResumableSession& session, std::size_t messages,
                  std::size_t bytes) noexcept;
  [[nodiscard]] bool is_client_full(const ReplayBuffer& replay, std::size_t bytes) const noexcept;
  [[nodiscard]] bool is_total_full(const Account* account, std::size_t bytes) const noexcept;
  void relieve(const Account* account);
  [[nodiscard]] std::size_t take_from(ChatClient& client, std::size_t bytes);
  void give_up(ChatClient& client);

  const Limits& limits_;
  Counters& counters_;
  SessionTable& sessions_;
  std::vector<ChatClient*> overflowed_;
  std::size_t doomed_bytes_ = 0;  // kept for clients whose seats will be given up
};

}  // namespace parley::chat
