// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_room.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {
namespace {

std::uint64_t key_of(std::string_view client_id) noexcept {
  std::uint64_t key = 0;
  std::memcpy(&key, client_id.data(), sizeof key);
  return key;
}

}  // namespace

ChatRoom::ChatRoom(std::string id, const Limits& limits, Scheduler& scheduler, Counters& counters,
                   Delivery& delivery)
    : id_(std::move(id)),
      limits_(limits),
      scheduler_(scheduler),
      counters_(counters),
      delivery_(delivery) {}

ChatClient& ChatRoom::add(std::unique_ptr<ChatClient> client) {
  const std::uint64_t key = key_of(client->id().view());
  if (client->session() != nullptr) ++sessions_;
  return *members_.emplace_back(Member{key, std::move(client)}).client;
}

std::unique_ptr<ChatClient> ChatRoom::remove(const ChatClient& client) {
  if (client.session() != nullptr) --sessions_;
  const auto member = std::ranges::find(members_, &client, [](const Member& m) {
    return static_cast<const ChatClient*>(m.client.get());
  });
  std::unique_ptr<ChatClient> removed = std::move(member->client);
  members_.erase(member);
  return removed;
}

ChatClient* ChatRoom::find(std::string_view client_id) const noexcept {
  if (client_id.size() != 2 * ClientId::kBytes) return nullptr;
  const std::uint64_t key = key_of(client_id);
  for (const Member& member : members_) {
    if (member.key == key && member.client->id() == client_id) return member.client.get();
  }
  return nullptr;
}

Rate ChatRoom::broadcast_rate() const noexcept {
  return {limits_.room_bytes_per_second, limits_.room_bytes_per_second};
}

Duration ChatRoom::broadcast(std::string_view frame) {
  for (const Member& member : members_) delivery_.send(*member.client, frame);
  return charge_broadcast(frame.size() * members_.size(), scheduler_.now());
}

Duration ChatRoom::charge_broadcast(std::size_t bytes, TimePoint now) {
  return broadcast_bytes_.take(static_cast<double>(bytes), broadcast_rate(), now);
}

Duration ChatRoom::account_for_info(std::size_t copies, const std::string& frame, TimePoint now) {
  counters_.sent.count(protocol::MessageClass::Control, copies, copies * frame.size());
  return charge_broadcast(copies * frame.size(), now);
}

std::vector<protocol::ClientInfo> ChatRoom::clients() const {
  std::vector<protocol::ClientInfo> clients;
  clients.reserve(members_.size());
  for (const Member& member : members_) {
    const ChatClient& client = *member.client;
    const bool is_suspended = client.session() != nullptr && client.session()->is_absence_known;
    clients.push_back({client.id().view(), client.username(), is_suspended});
  }
  return clients;
}

void ChatRoom::append_info(std::string& out) const {
  std::vector<protocol::ClientInfo> all = clients();
  for (protocol::ClientInfo& client : all) client.is_suspended = false;
  protocol::append_room_info(out, id_, all);
}

std::string ChatRoom::info_frame() const {
  std::string data;
  append_info(data);
  std::string frame;
  protocol::append_frame(frame, {.sender = protocol::kServerAddress,
                                 .receiver = protocol::kRoomAddress,
                                 .type = "room-info",
                                 .id = {},
                                 .data = data});
  return frame;
}

void ChatRoom::announce_list() {
  if (announcement_ || sessions_ == members_.size()) return;
  // A room that has had its share of bytes waits a little longer, so that renaming in a storm
  // cannot be used to multiply traffic.
  constexpr Duration kLongestDebt = std::chrono::seconds{1};
  const Duration debt = broadcast_bytes_.wait(broadcast_rate(), scheduler_.now());
  const Duration delay = std::max(limits_.room_info_interval, std::min(debt, kLongestDebt));
  announcement_ = scheduler_.call_after(delay, [this] { send_list(); });
}

bool ChatRoom::must_wait(const ChatClient& client, TimePoint now) const noexcept {
  return !client.has_spoken() && now - client.joined_at() < limits_.first_message_wait;
}

void ChatRoom::send_list() {
  announcement_.reset();
  ++counters_.room_info_broadcasts;
  const std::string frame = info_frame();
  const TimePoint now = scheduler_.now();
  std::size_t copies = 0;
  for (const Member& member : members_) {
    ChatClient& client = *member.client;
    if (client.session() != nullptr) continue;
    client.set_owed_room_info(must_wait(client, now));
    if (client.is_owed_room_info()) {
      wait_for_first_messages(client.joined_at() + limits_.first_message_wait);
    } else {
      delivery_.send(client, frame);
      ++copies;
    }
  }
  (void)account_for_info(copies, frame, now);
}

// Members stand in join order, so the first one that waits is the first one that is overdue.
void ChatRoom::wait_for_first_messages(TimePoint until) {
  if (first_messages_) return;
  first_messages_ = scheduler_.call_after(until - scheduler_.now(), [this] { send_overdue(); });
}

void ChatRoom::send_overdue() {
  first_messages_.reset();
  const std::string frame = info_frame();
  const TimePoint now = scheduler_.now();
  std::size_t copies = 0;
  for (const Member& member : members_) {
    ChatClient& client = *member.client;
    if (!client.is_owed_room_info()) continue;
    if (must_wait(client, now)) {
      wait_for_first_messages(client.joined_at() + limits_.first_message_wait);
    } else {
      client.set_owed_room_info(false);
      delivery_.send(client, frame);
      ++copies;
    }
  }
  (void)account_for_info(copies, frame, now);
}

void ChatRoom::end_first_message_wait(ChatClient& client) {
  client.note_spoken();
  if (!client.is_owed_room_info()) return;
  client.set_owed_room_info(false);
  const std::string frame = info_frame();
  delivery_.send(client, frame);
  counters_.sent.count(protocol::MessageClass::Control, 1, frame.size());
}

}  // namespace parley::chat
