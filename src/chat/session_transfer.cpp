// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/session_transfer.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "parley/chat/chat_room.hpp"

namespace parley::chat {

using protocol::CloseReason;

Snapshot SessionTransfer::snapshot() const {
  Snapshot snapshot;
  parts_.rooms.for_each([&snapshot](const ChatRoom& room) {
    Snapshot::Room saved{.id = room.id(), .version = room.version(), .seats = {}};
    bool leaves_out = false;
    room.for_each([&](const ChatClient& client) {
      // The file does not hold what a token withholds: such a client joins again with its token.
      const bool is_restricted = client.standing() != Standing{};
      leaves_out |= is_restricted;
      if (client.session() == nullptr || is_restricted) return;
      const SessionTable::Tokens tokens = SessionTable::tokens_of(client);
      saved.seats.push_back(seat_of(client, tokens.token, tokens.previous));
    });
    if (leaves_out) ++saved.version;  // then resuming clients ask for the list
    if (!saved.seats.empty()) snapshot.rooms.push_back(std::move(saved));
  });
  return snapshot;
}

void SessionTransfer::restore(const Snapshot& snapshot) {
  for (const Snapshot::Room& saved : snapshot.rooms) restore_room(saved);
  parts_.keeper.watch();
}

/// Clients beyond a limit join as well and leave at once, so that the other members and the senders
/// of their messages are told.
void SessionTransfer::restore_room(const Snapshot::Room& saved) {
  const Limits& limits = parts_.limits;
  if (limits.resume.window == Duration::zero() || saved.seats.empty()) return;
  ChatRoom* const room = parts_.rooms.open(saved.id);
  if (room == nullptr) return;
  const SessionKeeper::Turn turn{parts_.keeper};
  room->announcer().set_version(saved.version);
  std::vector<ChatClient*> beyond;
  for (const Snapshot::Seat& seat : saved.seats) {
    ChatClient& client = restore_seat(*room, seat);
    if (room->size() > limits.clients_per_room || parts_.counters.suspended > limits.resume.seats) {
      beyond.push_back(&client);
    }
  }
  for (ChatClient* const client : beyond)
    parts_.keeper.give_up(*client, CloseReason::ConnectionLost);
}

ChatClient& SessionTransfer::restore_seat(ChatRoom& room, const Snapshot::Seat& seat) {
  const TimePoint now = parts_.scheduler.now();
  ChatClient& client = parts_.rooms.add(
      std::make_unique<ChatClient>(seat.id, seat.username, room, nullptr, now, session_of(seat)));
  client.note_spoken();
  client.session()->due = {.ice_servers = ResumableSession::kUnknownAge,
                           .end = now + parts_.limits.resume.window};
  const SessionTable::Tokens tokens{seat.token, seat.previous_token};
  parts_.sessions.add(client, &tokens);
  parts_.sessions.schedule(client);
  parts_.delivery.adopt(*client.session());
  if (seat.address) client.session()->charge_to(parts_.accounts.open(*seat.address));
  parts_.sessions.seats().add(client);
  return client;
}

}  // namespace parley::chat
