// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/snapshot.hpp"

#include "parley/chat/chat_client.hpp"

namespace parley::chat {

Snapshot::Seat seat_of(const ChatClient& client, const TokenHash& token,
                       const std::optional<TokenHash>& previous_token) {
  const ResumableSession& session = *client.session();
  const Account* const account = session.account().get();
  return {.id = client.id(),
          .username = client.username(),
          .token = token,
          .previous_token = previous_token,
          .received = session.received(),
          .counts = session.replay().counts(),
          .frames = std::string{session.replay().frames()},
          .forgotten = session.replay().forgotten(),
          .is_absence_known = session.is_absence_known,
          .address = account == nullptr ? std::nullopt : std::optional{account->key}};
}

std::unique_ptr<ResumableSession> session_of(const Snapshot::Seat& seat) {
  auto session = std::make_unique<ResumableSession>(
      seat.received, ReplayBuffer{seat.counts, seat.frames, seat.forgotten});
  session->is_absence_known = seat.is_absence_known;
  return session;
}

}  // namespace parley::chat
