// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/resume_gate.hpp"

#include <algorithm>
#include <chrono>

#include "parley/chat/chat_room.hpp"

namespace parley::chat {

ChatClient* ResumeGate::find_resumable(std::string_view room_id, std::string_view token,
                                       std::uint64_t received) const {
  ChatClient* const client = sessions_.find(token);
  if (client == nullptr || client->room().id() != room_id) return nullptr;
  const ReplayBuffer& replay = client->session()->replay();
  const bool has_all = received >= replay.counts().acknowledged && replay.after(received);
  return has_all ? client : nullptr;
}

bool ResumeGate::is_resumable(std::string_view room_id, std::string_view token,
                              std::uint64_t received) const {
  const ChatClient* const client = find_resumable(room_id, token, received);
  return client != nullptr &&
         client->session()->resume_pace.wait(scheduler_.now()) == Duration::zero();
}

Duration ResumeGate::begin_resume(std::string_view room_id, std::string_view token,
                                  std::uint64_t received, Account* account) {
  ChatClient* const client = find_resumable(room_id, token, received);
  if (client == nullptr) return Duration::zero();
  ResumableSession& session = *client->session();
  const TimePoint now = scheduler_.now();
  const Duration wait = session.resume_pace.wait(now);
  if (wait > Duration::zero()) return wait;
  const std::size_t bytes = session.replay().after(received)->size();
  if (const Duration left = charge(account, bytes, now); left > Duration::zero()) return left;
  client->charge_replay(bytes, limits_, now);
  // A replay costs the client as much time as sending these bytes would.
  const std::chrono::duration<double> replay{static_cast<double>(bytes) / limits_.bytes.per_second};
  session.resume_pace.on_resumed(std::chrono::duration_cast<Duration>(replay),
                                 limits_.resume.window, now);
  return Duration::zero();
}

/// Charges the address for a replay, or returns how long the client must wait first.
Duration ResumeGate::charge(Account* account, std::size_t bytes, TimePoint now) const {
  if (account == nullptr || bytes == 0) return Duration::zero();
  const Rate& rate = limits_.resume.replays_per_address;
  const Duration wait = account->replays.wait(rate, now);
  if (wait > Duration::zero()) return wait;
  (void)account->replays.take(static_cast<double>(bytes), rate, now);
  const std::chrono::duration<double> recovery{static_cast<double>(bytes) / rate.per_second};
  account->remembered_until = std::max(account->remembered_until, now) +
                              std::chrono::ceil<Duration>(std::min<std::chrono::duration<double>>(
                                  recovery, std::chrono::hours{1}));
  return Duration::zero();
}

}  // namespace parley::chat
