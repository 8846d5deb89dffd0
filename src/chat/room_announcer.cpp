// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/room_announcer.hpp"

#include <algorithm>
#include <chrono>

#include "parley/chat/chat_room.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::chat {

using protocol::MessageType;

namespace {

std::string frame_to_room(MessageType type, std::string_view data) {
  std::string frame;
  protocol::append_frame(frame, {.sender = protocol::kServerAddress,
                                 .receiver = protocol::kRoomAddress,
                                 .type = protocol::message_type_info(type).name,
                                 .id = {},
                                 .data = data});
  return frame;
}

}  // namespace

Duration RoomAnnouncer::tell_sessions(MessageType type, std::string_view data,
                                      const ChatClient* except) {
  const std::string frame = frame_to_room(type, data);
  std::size_t copies = 0;
  room_.for_each([&](ChatClient& member) {
    if (member.session() == nullptr || &member == except) return;
    room_.services().delivery.send_change(member, frame);
    ++copies;
  });
  return account(copies, frame);
}

void RoomAnnouncer::tell_presence(MessageType type, const ClientId& id, std::string_view reason,
                                  const ChatClient* except) {
  ++version_;
  if (room_.session_count() == 0) return;
  std::string data;
  protocol::append_presence_change(data, id.view(), reason, version_);
  tell_sessions(type, data, except);
}

void RoomAnnouncer::announce_suspended(const ChatClient& client) {
  tell_presence(MessageType::ClientSuspended, client.id(), {}, &client);
}

void RoomAnnouncer::announce_resumed(const ChatClient& client, bool is_told_itself) {
  tell_presence(MessageType::ClientResumed, client.id(), {}, is_told_itself ? nullptr : &client);
}

void RoomAnnouncer::announce_left(const ClientId& id, std::string_view reason) {
  tell_presence(MessageType::ClientLeft, id, reason, nullptr);
  announce_list();
}

/// Does not tell the clients of the base protocol: they would send an offer, and so does the new
/// client.
void RoomAnnouncer::announce_joined(const ChatClient& client) {
  ++version_;
  if (room_.session_count() == 0) return;
  std::string data;
  protocol::append_client_change(data, {client.id().view(), client.username()}, version_);
  tell_sessions(MessageType::ClientJoined, data, &client);
}

Duration RoomAnnouncer::announce_renamed(const ChatClient& client) {
  ++version_;
  announce_list();
  if (room_.session_count() == 0) return Duration::zero();
  std::string data;
  protocol::append_client_change(data, {client.id().view(), client.username()}, version_);
  return tell_sessions(MessageType::ClientUpdated, data, nullptr);
}

Duration RoomAnnouncer::account(std::size_t copies, const std::string& frame) {
  room_.services().counters.sent.count(protocol::MessageClass::Control, copies,
                                       copies * frame.size());
  return room_.charge_broadcast(copies * frame.size());
}

std::string RoomAnnouncer::list_frame() const {
  std::string data;
  room_.append_info(data);
  return frame_to_room(MessageType::RoomInfo, data);
}

void RoomAnnouncer::announce_list() {
  if (announcement_ || room_.session_count() == room_.size()) return;
  // A room that exceeds its broadcast bytes waits a little longer, so frequent renaming cannot
  // multiply traffic.
  constexpr Duration kLongestDebt = std::chrono::seconds{1};
  const RoomServices& services = room_.services();
  const Duration debt = std::min(room_.broadcast_debt(), kLongestDebt);
  announcement_ = services.scheduler.call_after(std::max(services.limits.room_info_interval, debt),
                                                [this] { send_list(); });
}

bool RoomAnnouncer::must_wait(const ChatClient& client, TimePoint now) const noexcept {
  return !client.has_spoken() &&
         now - client.joined_at() < room_.services().limits.first_message_wait;
}

void RoomAnnouncer::send_list() {
  announcement_.reset();
  ++room_.services().counters.room_info_broadcasts;
  room_.for_each([](ChatClient& member) {
    if (member.session() == nullptr) member.set_owed_room_info(true);
  });
  send_overdue();
}

/// Sends the list to every client that is due and need not wait.
void RoomAnnouncer::send_overdue() {
  first_messages_.reset();
  const std::string frame = list_frame();
  const RoomServices& services = room_.services();
  const TimePoint now = services.scheduler.now();
  std::size_t copies = 0;
  room_.for_each([&](ChatClient& member) {
    if (!member.is_owed_room_info()) return;
    if (must_wait(member, now)) {
      wait_for_first_messages(member.joined_at() + services.limits.first_message_wait);
    } else {
      member.set_owed_room_info(false);
      services.delivery.send(member, frame);
      ++copies;
    }
  });
  (void)account(copies, frame);
}

// Members are in join order, so the first one that waits is the first one that becomes overdue.
void RoomAnnouncer::wait_for_first_messages(TimePoint until) {
  if (first_messages_) return;
  Scheduler& scheduler = room_.services().scheduler;
  first_messages_ = scheduler.call_after(until - scheduler.now(), [this] { send_overdue(); });
}

void RoomAnnouncer::end_first_message_wait(ChatClient& client) {
  client.note_spoken();
  if (!client.is_owed_room_info()) return;
  client.set_owed_room_info(false);
  const std::string frame = list_frame();
  room_.services().delivery.send(client, frame);
  room_.services().counters.sent.count(protocol::MessageClass::Control, 1, frame.size());
}

}  // namespace parley::chat
