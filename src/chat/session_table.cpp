// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/session_table.hpp"

#include <algorithm>
#include <utility>

namespace parley::chat {

void SessionTable::add(ChatClient& client, const Tokens* known) {
  ResumableSession& session = *client.session();
  session.index_ = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({&client, TimePoint::max()});
  if (known == nullptr) return;
  session.token_ = known->token;
  by_token_.insert_or_assign(known->token, &client);
  if (!known->previous) return;
  session.previous_token_ = *known->previous;
  session.has_previous_token_ = true;
  by_token_.insert_or_assign(*known->previous, &client);
}

bool SessionTable::remove(ChatClient& client) {
  ResumableSession& session = *client.session();
  if (session.index_ >= entries_.size() || entries_[session.index_].client != &client) return false;
  forget_previous(session);
  by_token_.erase(session.token_);
  Entry& place = entries_[session.index_];
  place = entries_.back();
  place.client->session()->index_ = session.index_;
  entries_.pop_back();
  return true;
}

std::string SessionTable::issue(ChatClient& client, std::string_view used) {
  std::string fresh = tokens_.make();
  ResumableSession& session = *client.session();
  forget_previous(session);
  by_token_.erase(session.token_);
  if (!used.empty()) {
    session.previous_token_ = tokens_.hash(used);
    session.has_previous_token_ = true;
    by_token_.insert_or_assign(session.previous_token_, &client);
  }
  session.token_ = tokens_.hash(fresh);
  by_token_.insert_or_assign(session.token_, &client);
  return fresh;
}

void SessionTable::confirm(ChatClient& client) {
  forget_previous(*client.session());
}

void SessionTable::forget_previous(ResumableSession& session) {
  if (std::exchange(session.has_previous_token_, false)) by_token_.erase(session.previous_token_);
}

ChatClient* SessionTable::find(std::string_view token) const {
  if (by_token_.empty()) return nullptr;
  const auto found = by_token_.find(tokens_.hash(token));
  return found == by_token_.end() ? nullptr : found->second;
}

SessionTable::Tokens SessionTable::tokens_of(const ChatClient& client) {
  const ResumableSession& session = *client.session();
  if (!session.has_previous_token_) return {session.token_, std::nullopt};
  return {session.token_, session.previous_token_};
}

void SessionTable::schedule(ChatClient& client) {
  Entry& entry = entries_[client.session()->index_];
  entry.due = std::min(entry.due, client.session()->due.first());
}

void SessionTable::reschedule(ChatClient& client) {
  entries_[client.session()->index_].due = client.session()->due.first();
}

}  // namespace parley::chat
