// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The part of ChatManager that hands its sessions on to another process.
#include "parley/chat/snapshot.hpp"

#include <utility>
#include <vector>

#include "chat/session_table.hpp"
#include "parley/chat/chat_manager.hpp"

namespace parley::chat {

using protocol::CloseReason;

namespace {

Snapshot::Seat seat_of(const ChatClient& client) {
  const ResumableSession& session = *client.session();
  const SessionTable::Tokens tokens = SessionTable::tokens_of(client);
  return {.id = client.id(),
          .username = client.username(),
          .token = tokens.token,
          .previous_token = tokens.previous,
          .received = session.received(),
          .counts = session.replay().counts(),
          .frames = std::string{session.replay().frames()},
          .forgotten = session.replay().forgotten(),
          .is_absence_known = session.is_absence_known};
}

std::unique_ptr<ResumableSession> session_of(const Snapshot::Seat& seat) {
  auto session = std::make_unique<ResumableSession>(
      seat.received, ReplayBuffer{seat.counts, seat.frames, seat.forgotten});
  session->is_absence_known = seat.is_absence_known;
  return session;
}

}  // namespace

Snapshot ChatManager::snapshot() const {
  Snapshot snapshot;
  for (const auto& [id, room] : rooms_) {
    Snapshot::Room saved{.id = id, .version = room->version(), .seats = {}};
    room->for_each([&saved](const ChatClient& client) {
      if (client.session() != nullptr) saved.seats.push_back(seat_of(client));
    });
    if (!saved.seats.empty()) snapshot.rooms.push_back(std::move(saved));
  }
  return snapshot;
}

void ChatManager::restore(const Snapshot& snapshot) {
  for (const Snapshot::Room& saved : snapshot.rooms) restore_room(saved);
  watch_sessions();
}

/// Those beyond a limit come in as well, and go at once: the others and their senders are to hear
/// of it.
void ChatManager::restore_room(const Snapshot::Room& saved) {
  if (limits_.resume.window == Duration::zero() || saved.seats.empty()) return;
  ChatRoom* const room = open_room(saved.id);
  if (room == nullptr) return;
  room->set_version(saved.version);
  std::vector<ChatClient*> beyond;
  for (const Snapshot::Seat& seat : saved.seats) {
    ChatClient& client = restore_seat(*room, seat);
    if (room->size() > limits_.clients_per_room || counters_.suspended > limits_.resume.seats) {
      beyond.push_back(&client);
    }
  }
  for (ChatClient* const client : beyond) give_up(*client, CloseReason::ConnectionLost);
  give_up_overflowed();
}

ChatClient& ChatManager::restore_seat(ChatRoom& room, const Snapshot::Seat& seat) {
  ChatClient& client = room.add(std::make_unique<ChatClient>(seat.id, seat.username, room, nullptr,
                                                             scheduler_.now(), session_of(seat)));
  client.note_spoken();
  client.session()->due = {.ice_servers = ResumableSession::kUnknownAge,
                           .end = scheduler_.now() + limits_.resume.window};
  const SessionTable::Tokens tokens{seat.token, seat.previous_token};
  sessions_->add(client, &tokens);
  sessions_->schedule(client);
  delivery_.adopt(*client.session());
  ++client_count_;
  ++counters_.sessions;
  ++counters_.suspended;
  return client;
}

}  // namespace parley::chat
