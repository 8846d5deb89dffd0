// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/session_table.hpp"

#include <algorithm>
#include <utility>

namespace parley::chat {

void SessionTable::add(ChatClient& client, const Tokens* known) {
  ResumableSession& session = *client.session();
  session.table_entry.index = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({&client, TimePoint::max()});
  ++counters_.sessions;
  if (known == nullptr) return;
  session.table_entry.token = known->token;
  by_token_.insert_or_assign(known->token, &client);
  if (!known->previous) return;
  session.table_entry.previous_token = *known->previous;
  session.has_previous_token = true;
  by_token_.insert_or_assign(*known->previous, &client);
}

bool SessionTable::remove(ChatClient& client) {
  ResumableSession& session = *client.session();
  if (session.table_entry.index >= entries_.size() ||
      entries_[session.table_entry.index].client != &client)
    return false;
  forget_previous(session);
  by_token_.erase(session.table_entry.token);
  Entry& place = entries_[session.table_entry.index];
  place = entries_.back();
  place.client->session()->table_entry.index = session.table_entry.index;
  entries_.pop_back();
  --counters_.sessions;
  if (client.is_suspended()) seats_.remove(client);
  return true;
}

std::string SessionTable::issue(ChatClient& client, std::string_view used) {
  std::string fresh = tokens_.make();
  ResumableSession& session = *client.session();
  forget_previous(session);
  by_token_.erase(session.table_entry.token);
  if (!used.empty()) {
    session.table_entry.previous_token = tokens_.hash(used);
    session.has_previous_token = true;
    by_token_.insert_or_assign(session.table_entry.previous_token, &client);
  }
  session.table_entry.token = tokens_.hash(fresh);
  by_token_.insert_or_assign(session.table_entry.token, &client);
  return fresh;
}

void SessionTable::confirm(ChatClient& client) {
  forget_previous(*client.session());
}

void SessionTable::forget_previous(ResumableSession& session) {
  if (std::exchange(session.has_previous_token, false))
    by_token_.erase(session.table_entry.previous_token);
}

ChatClient* SessionTable::find(std::string_view token) const {
  if (by_token_.empty()) return nullptr;
  const auto found = by_token_.find(tokens_.hash(token));
  return found == by_token_.end() ? nullptr : found->second;
}

SessionTable::Tokens SessionTable::tokens_of(const ChatClient& client) {
  const ResumableSession& session = *client.session();
  if (!session.has_previous_token) return {session.table_entry.token, std::nullopt};
  return {session.table_entry.token, session.table_entry.previous_token};
}

void SessionTable::schedule(ChatClient& client) {
  Entry& entry = entries_[client.session()->table_entry.index];
  entry.due = std::min(entry.due, client.session()->first_due());
}

void SessionTable::reschedule(ChatClient& client) {
  entries_[client.session()->table_entry.index].due = client.session()->first_due();
}

}  // namespace parley::chat
