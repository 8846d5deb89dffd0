// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/seat_book.hpp"

namespace parley::chat {

void SeatBook::add(ChatClient& client) {
  ++counters_.suspended;
  Account* const account = client.session()->account().get();
  if (account == nullptr) return;
  seats_[account].push_back(&client);
  set_count(*account, account->seats + 1);
}

void SeatBook::remove(const ChatClient& client) {
  --counters_.suspended;
  Account* const account = client.session()->account().get();
  if (account == nullptr) return;
  const auto seats = seats_.find(account);
  std::erase(seats->second, &client);
  if (seats->second.empty()) seats_.erase(seats);
  set_count(*account, account->seats - 1);
}

void SeatBook::set_count(Account& account, std::size_t count) {
  by_count_.erase({account.seats, &account});
  account.seats = count;
  if (count > 0) by_count_.emplace(count, &account);
}

ChatClient* SeatBook::one_to_displace(const Account* account) const {
  if (by_count_.empty()) return nullptr;
  const auto& [most, holder] = *by_count_.rbegin();
  const std::size_t wanted = (account == nullptr ? 0 : account->seats) + 1;
  return most > wanted ? seats_.at(holder).back() : nullptr;
}

}  // namespace parley::chat
