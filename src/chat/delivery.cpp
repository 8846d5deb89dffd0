// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/delivery.hpp"

namespace parley::chat {

bool Delivery::has_room(const ReplayBuffer& replay, std::size_t bytes) const noexcept {
  const ResumeLimits& limits = limits_.resume;
  return replay.size() < limits.messages && replay.bytes() + bytes <= limits.bytes &&
         counters_.kept_bytes + bytes <= limits.total_bytes;
}

void Delivery::keep(ChatClient& client, ResumableSession& session, std::string_view frame) {
  ReplayBuffer& replay = session.replay();
  const bool is_over_limit = !has_room(replay, frame.size());
  // Kept even beyond the limit: the seat or the oldest message goes next, and the sender of this
  // message must be told, too.
  replay.push(frame);
  ++counters_.kept_messages;
  counters_.kept_bytes += frame.size();
  if (!is_over_limit) return;
  if (!client.is_suspended()) {
    make_room(replay);
  } else if (!std::exchange(session.is_over_limit, true)) {
    overflowed_.push_back(&client);
  }
}

/// The client is connected and receives the messages forgotten here, unless its connection ends
/// before. A single message may exceed the limit.
void Delivery::make_room(ReplayBuffer& replay) {
  const ResumeLimits& limits = limits_.resume;
  while (replay.size() > limits.messages || replay.bytes() > limits.bytes ||
         (counters_.kept_bytes > limits.total_bytes && replay.size() > 0)) {
    ++counters_.kept_overflows;
    const std::size_t before = replay.bytes();
    replay.forget_oldest();
    --counters_.kept_messages;
    counters_.kept_bytes -= before - replay.bytes();
  }
}

void Delivery::send_change(ChatClient& client, std::string_view frame) {
  const ReplayBuffer& replay = client.session()->replay();
  const bool is_left_out = client.is_suspended() &&
                           (replay.size() >= limits_.resume.messages / kChangesShare ||
                            replay.bytes() + frame.size() > limits_.resume.bytes / kChangesShare ||
                            !has_room(replay, frame.size()));
  if (!is_left_out) send(client, frame);
}

bool Delivery::acknowledge(ResumableSession& session, std::uint64_t received) {
  ReplayBuffer& replay = session.replay();
  const std::size_t messages = replay.size();
  const std::size_t bytes = replay.bytes();
  if (!replay.acknowledge(received)) return false;
  counters_.kept_messages -= messages - replay.size();
  counters_.kept_bytes -= bytes - replay.bytes();
  return true;
}

void Delivery::adopt(const ResumableSession& session) {
  counters_.kept_messages += session.replay().size();
  counters_.kept_bytes += session.replay().bytes();
}

void Delivery::release(const ChatClient& client) {
  const ResumableSession& session = *client.session();
  counters_.kept_messages -= session.replay().size();
  counters_.kept_bytes -= session.replay().bytes();
  if (session.is_over_limit) std::erase(overflowed_, &client);
}

}  // namespace parley::chat
