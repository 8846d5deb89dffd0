// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/delivery.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "chat/session_table.hpp"

namespace parley::chat {

bool Delivery::is_client_full(const ReplayBuffer& replay, std::size_t bytes) const noexcept {
  const ResumeLimits& limits = limits_.resume;
  return replay.size() >= limits.messages || replay.bytes() + bytes > limits.bytes;
}

/// Whether the total, for this address or for all, is exceeded with `bytes` more.
bool Delivery::is_total_full(const Account* account, std::size_t bytes) const noexcept {
  return counters_.kept_bytes + bytes > limits_.resume.total_bytes + doomed_bytes_ ||
         (account != nullptr &&
          account->kept_bytes + bytes > limits_.resume.address_share() + doomed_bytes_);
}

void Delivery::keep(ChatClient& client, ResumableSession& session, std::string_view frame) {
  ReplayBuffer& replay = session.replay();
  const bool is_full = is_client_full(replay, frame.size());
  // Keep the frame even beyond the limit. The seat or the oldest message goes next, and the sender
  // of this message must be told, too.
  replay.push(frame);
  ++counters_.kept_messages;
  counters_.kept_bytes += frame.size();
  Account* const account = session.account().get();
  if (account != nullptr) account->kept_bytes += frame.size();
  if (session.is_over_limit) doomed_bytes_ += frame.size();
  if (is_full) client.is_suspended() ? give_up(client) : make_room(session);
  if (is_total_full(account, 0)) relieve(account);
}

/// The client is connected, so it still receives the messages that are forgotten here, unless its
/// connection ends first. A single message may exceed the limit.
void Delivery::make_room(ResumableSession& session) {
  const ResumeLimits& limits = limits_.resume;
  const ReplayBuffer& replay = session.replay();
  while (replay.size() > limits.messages || replay.bytes() > limits.bytes) forget_oldest(session);
}

void Delivery::forget_oldest(ResumableSession& session) {
  ++counters_.kept_overflows;
  const std::size_t before = session.replay().bytes();
  session.replay().forget_oldest();
  note_freed(session, 1, before - session.replay().bytes());
}

/// The seat of a suspended client is given up at the end of the turn.
void Delivery::give_up(ChatClient& client) {
  if (std::exchange(client.session()->is_over_limit, true)) return;
  doomed_bytes_ += client.session()->replay().bytes();
  overflowed_.push_back(&client);
}

/// Takes kept bytes from the clients of `account` if it exceeds its share. Otherwise takes them
/// from all clients, beginning with the address that has the most, and there with the client that
/// has the most. Frees a little more than necessary, because examining all sessions for every
/// message would be slow.
void Delivery::relieve(const Account* account) {
  constexpr std::size_t kReserve = 64;  // the part of the limit that is freed beyond the excess
  const std::size_t share = limits_.resume.address_share();
  const bool is_of_address = account != nullptr && account->kept_bytes > share + doomed_bytes_;
  const std::size_t limit = is_of_address ? share : limits_.resume.total_bytes;
  std::size_t excess = (is_of_address ? account->kept_bytes : counters_.kept_bytes) -
                       (limit + doomed_bytes_) + limit / kReserve;
  std::vector<std::tuple<std::size_t, std::size_t, ChatClient*>> keepers;
  sessions_.for_each([&](ChatClient& client) {
    const ResumableSession& session = *client.session();
    const Account* const own = session.account().get();
    const std::size_t bytes = session.replay().bytes();
    if (bytes == 0 || session.is_over_limit || (is_of_address && own != account)) return;
    keepers.emplace_back(own == nullptr ? bytes : own->kept_bytes, bytes, &client);
  });
  std::ranges::sort(keepers, std::greater{});
  for (const auto& [of_address, bytes, client] : keepers) {
    if (excess == 0) return;
    excess -= std::min(excess, take_from(*client, excess));
  }
}

/// Returns the number of bytes taken, which may exceed `bytes`.
std::size_t Delivery::take_from(ChatClient& client, std::size_t bytes) {
  ResumableSession& session = *client.session();
  const std::size_t before = session.replay().bytes();
  if (client.is_suspended()) {
    give_up(client);
    return before;
  }
  while (session.replay().size() > 0 && before - session.replay().bytes() < bytes) {
    forget_oldest(session);
  }
  return before - session.replay().bytes();
}

void Delivery::send_change(ChatClient& client, std::string_view frame) {
  const ReplayBuffer& replay = client.session()->replay();
  const bool is_left_out = client.is_suspended() &&
                           (replay.size() >= limits_.resume.messages / kChangesShare ||
                            replay.bytes() + frame.size() > limits_.resume.bytes / kChangesShare ||
                            is_client_full(replay, frame.size()) ||
                            is_total_full(client.session()->account().get(), frame.size()));
  if (!is_left_out) send(client, frame);
}

bool Delivery::acknowledge(ResumableSession& session, std::uint64_t received) {
  ReplayBuffer& replay = session.replay();
  const std::size_t messages = replay.size();
  const std::size_t bytes = replay.bytes();
  if (!replay.acknowledge(received)) return false;
  note_freed(session, messages - replay.size(), bytes - replay.bytes());
  return true;
}

void Delivery::note_freed(const ResumableSession& session, std::size_t messages,
                          std::size_t bytes) noexcept {
  counters_.kept_messages -= messages;
  counters_.kept_bytes -= bytes;
  if (Account* const account = session.account().get()) account->kept_bytes -= bytes;
}

void Delivery::adopt(const ResumableSession& session) {
  counters_.kept_messages += session.replay().size();
  counters_.kept_bytes += session.replay().bytes();
}

void Delivery::release(const ChatClient& client) {
  const ResumableSession& session = *client.session();
  note_freed(session, session.replay().size(), session.replay().bytes());
  if (!session.is_over_limit) return;
  doomed_bytes_ -= session.replay().bytes();
  std::erase(overflowed_, &client);
}

}  // namespace parley::chat
