// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/ice_server_feed.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "parley/protocol/message_type.hpp"

namespace parley::chat {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<std::string> IceServerFeed::list_for(const ChatClient& client) const {
  auto servers = source_(client.id());
  if (!servers) return std::nullopt;
  return std::move(servers->json);
}

std::string IceServerFeed::list_for_welcome(ChatClient& client) {
  auto servers = source_(client.id());
  ResumableSession& session = *client.session();
  session.due.ice_servers = servers ? next_due(session, *servers) : scheduler_.now();
  sessions_.schedule(client);
  return servers ? std::move(servers->json) : "[]";
}

/// When to send the next list: before the list just sent expires, but not later than already
/// scheduled, because the credentials of the client's running calls keep ageing.
TimePoint IceServerFeed::next_due(const ResumableSession& session,
                                  const IceServerList& servers) const {
  const TimePoint due = session.due.ice_servers;
  const bool expire = servers.refresh_after > Duration::zero();
  if (due == ResumableSession::kUnknownAge) {
    // Another process sent the last list, so it may be about to expire. Spread out over some
    // seconds.
    constexpr Duration kSpread = seconds{4};
    const auto share = static_cast<Duration::rep>(session.received() % 20);
    return expire ? scheduler_.now() + kSpread * share / 20 : TimePoint::max();
  }
  return expire ? std::min(due, scheduler_.now() + servers.refresh_after) : due;
}

void IceServerFeed::push(ChatClient& client) {
  constexpr Duration kRetry = seconds{10};
  auto& due = client.session()->due.ice_servers;
  const auto servers = source_(client.id());
  due = servers ? TimePoint::max() : scheduler_.now() + kRetry;
  if (!servers) return;
  due = next_due(*client.session(), *servers);
  ++counters_.ice_server_pushes;
  responder_.send(client, protocol::MessageType::IceServers, {}, servers->json);
}

void IceServerFeed::renew_all() {
  // Spread out, because each list costs an HMAC.
  constexpr Duration kStep = milliseconds{200};
  constexpr int kSteps = 20;
  const TimePoint now = scheduler_.now();
  int step = 0;
  sessions_.for_each([&](ChatClient& client) {
    client.session()->due.ice_servers = now + kStep * (step++ % kSteps);
    sessions_.schedule(client);
  });
}

}  // namespace parley::chat
