// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/presence_announcer.hpp"

#include "parley/chat/chat_room.hpp"

namespace parley::chat {

bool PresenceAnnouncer::would_tell_return(const ChatClient& client) const {
  const ResumableSession& session = *client.session();
  return session.is_absence_known && rooms_.is_announcing() &&
         session.presence_pace.may_tell(scheduler_.now());
}

void PresenceAnnouncer::tell_if_due(ChatClient& client, TimePoint now) {
  const ResumableSession& session = *client.session();
  if (session.is_presence_due && session.presence_pace.may_tell(now))
    tell(client, /*is_late=*/true);
}

void PresenceAnnouncer::tell(ChatClient& client, bool is_late) {
  ResumableSession& session = *client.session();
  session.is_presence_due = false;
  if (!rooms_.is_announcing()) return;  // the next process keeps its seat
  if (session.is_absence_known == client.is_suspended()) return;
  const TimePoint now = scheduler_.now();
  if (!session.presence_pace.may_tell(now)) {
    session.is_presence_due = true;
    return sessions_.schedule(client);
  }
  session.presence_pace.on_told(now);
  session.is_absence_known = client.is_suspended();
  RoomAnnouncer& announcer = client.room().announcer();
  if (client.is_suspended()) return announcer.announce_suspended(client);
  // The client's welcome already counts a return that is announced at once. A return that is
  // announced later is announced to the client, too.
  announcer.announce_resumed(client, is_late);
}

}  // namespace parley::chat
