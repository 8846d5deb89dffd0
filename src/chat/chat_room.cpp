// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_room.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "parley/protocol/message.hpp"

namespace parley::chat {
namespace {

std::uint64_t key_of(std::string_view client_id) noexcept {
  std::uint64_t key = 0;
  std::memcpy(&key, client_id.data(), sizeof key);
  return key;
}

}  // namespace

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
  const double bytes = services_.limits.room_bytes_per_second;
  return {bytes, bytes};
}

Duration ChatRoom::broadcast(std::string_view frame) {
  for (const Member& member : members_) services_.delivery.send(*member.client, frame);
  return charge_broadcast(frame.size() * members_.size());
}

Duration ChatRoom::charge_broadcast(std::size_t bytes) {
  return broadcast_bytes_.take(static_cast<double>(bytes), broadcast_rate(),
                               services_.scheduler.now());
}

Duration ChatRoom::broadcast_debt() const noexcept {
  return broadcast_bytes_.wait(broadcast_rate(), services_.scheduler.now());
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

}  // namespace parley::chat
