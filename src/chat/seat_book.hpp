// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parley/base/accounts.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/counters.hpp"

namespace parley::chat {

/// The seats of suspended clients, by the address that is charged for them. SessionTable owns it.
class SeatBook {
 public:
  explicit SeatBook(Counters& counters) : counters_(counters) {}
  SeatBook(const SeatBook&) = delete;
  SeatBook& operator=(const SeatBook&) = delete;

  /// Adds a client that is suspended from now on. REQUIRES: it has a session.
  void add(ChatClient& client);
  /// Removes a client that is no longer suspended. REQUIRES: add() was called for it.
  void remove(const ChatClient& client);

  /// The seat to give up so that `account` can have one more: the youngest seat of the address that
  /// has the most. `account` is null for a client that is charged to no address. Null if no address
  /// has more seats than `account` would then have.
  [[nodiscard]] ChatClient* one_to_displace(const Account* account) const;

 private:
  void set_count(Account& account, std::size_t count);

  Counters& counters_;
  std::unordered_map<Account*, std::vector<ChatClient*>> seats_;  // the youngest is the last
  std::set<std::pair<std::size_t, Account*>> by_count_;
};

}  // namespace parley::chat
