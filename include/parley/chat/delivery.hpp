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

/// The one way from the chat layer to a client. What counts is kept for clients of parley.v1 until
/// they have acknowledged it, and that is all there is for one that is suspended. ChatManager owns
/// it. It removes nobody: it says for whom there has come to be too much to keep.
class Delivery {
 public:
  Delivery(const Limits& limits, Counters& counters) : limits_(limits), counters_(counters) {}
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  /// A frame that counts.
  void send(ChatClient& client, std::string_view frame) {
    if (ResumableSession* const session = client.session()) keep(client, *session, frame);
    if (Connection* const connection = client.connection()) connection->send(frame);
  }

  /// A change of the room, which also counts. Once a quarter of what may be kept for a suspended
  /// client is, it is left out, which the room's version tells it of: who comes and goes must not
  /// cost anybody the seat.
  void send_change(ChatClient& client, std::string_view frame);

  /// A frame that is lost with the connection, and may be.
  static void send_uncounted(ChatClient& client, std::string_view frame) {
    if (Connection* const connection = client.connection()) connection->send(frame);
  }

  /// The client has acknowledged so many messages. False if it cannot have.
  [[nodiscard]] bool acknowledge(ResumableSession& session, std::uint64_t received);

  /// What another process has kept is kept here from now on.
  void adopt(const ResumableSession& session);
  /// The client's session ends.
  void release(const ChatClient& client);

  /// Suspended clients whose seats have to be given up, since the last call.
  [[nodiscard]] std::vector<ChatClient*> take_overflowed() {
    return std::exchange(overflowed_, {});
  }
  [[nodiscard]] bool has_overflowed() const noexcept { return !overflowed_.empty(); }

 private:
  static constexpr std::size_t kChangesShare = 4;

  void keep(ChatClient& client, ResumableSession& session, std::string_view frame);
  void make_room(ReplayBuffer& replay);
  [[nodiscard]] bool has_room(const ReplayBuffer& replay, std::size_t bytes) const noexcept;

  const Limits& limits_;
  Counters& counters_;
  std::vector<ChatClient*> overflowed_;
};

}  // namespace parley::chat
