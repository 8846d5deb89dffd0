// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "chat/seat_book.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::chat {

/// All clients of parley.v1: finds them by their tokens, and returns those for which something is
/// due. SessionKeeper does the work. The entries are contiguous, so scanning ten thousand idle
/// ones costs almost nothing.
class SessionTable {
 public:
  SessionTable(TokenSource tokens, Counters& counters)
      : tokens_(std::move(tokens)), counters_(counters), seats_(counters) {
    by_token_.max_load_factor(2);  // one look-up for each return
  }

  struct Tokens {
    TokenHash token;
    std::optional<TokenHash> previous;
  };

  /// REQUIRES: the client has a session. `known` are its tokens from another process, if any.
  void add(ChatClient& client, const Tokens* known = nullptr);
  /// False if the client is not in the table.
  bool remove(ChatClient& client);

  /// Issues a fresh token for the client. `used`, the token of its request, stays valid until
  /// confirm(); all other tokens become invalid. Throws std::system_error if the random source
  /// fails.
  [[nodiscard]] std::string issue(ChatClient& client, std::string_view used = {});

  /// Call this when the client has received its latest token.
  void confirm(ChatClient& client);

  /// Null if no client has this token.
  [[nodiscard]] ChatClient* find(std::string_view token) const;
  [[nodiscard]] static Tokens tokens_of(const ChatClient& client);

  /// Call this whenever a due time of the client has become earlier.
  void schedule(ChatClient& client);
  /// Call this when the work that was due for the client is done.
  void reschedule(ChatClient& client);

  /// Calls `visit` with each client for which something is due, until it is rescheduled. The visit
  /// may remove any client.
  template <class Visit>
  void for_each_due(TimePoint now, Visit visit) {
    // Backwards, because the last entry takes the place of a removed one.
    for (std::size_t i = entries_.size(); i-- > 0;) {
      if (i >= entries_.size() || entries_[i].due > now) continue;
      visit(*entries_[i].client);
    }
  }

  template <class Visit>
  void for_each(Visit visit) {
    for (const Entry& entry : entries_) visit(*entry.client);
  }

  [[nodiscard]] SeatBook& seats() noexcept { return seats_; }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    ChatClient* client;
    TimePoint due;  // the earliest of its due times, or earlier
  };

  void forget_previous(ResumableSession& session);

  TokenSource tokens_;
  Counters& counters_;
  SeatBook seats_;
  std::vector<Entry> entries_;
  std::unordered_map<TokenHash, ChatClient*, TokenHashHash> by_token_;
};

}  // namespace parley::chat
