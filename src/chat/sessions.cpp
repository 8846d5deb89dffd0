// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The part of ChatManager that keeps the seats of clients of parley.v1: docs/protocol.md,
// "parley.v1".
#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "chat/session_table.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::chat {

using protocol::CloseReason;
using protocol::ErrorCode;
using std::chrono::milliseconds;

namespace {

milliseconds in_milliseconds(Duration duration) {
  return std::chrono::ceil<milliseconds>(duration);
}

}  // namespace

bool ChatManager::is_resumable(std::string_view room_id, std::string_view token,
                               std::uint64_t received) const {
  const ChatClient* const client = sessions_->find(token);
  if (client == nullptr || client->room().id() != room_id) return false;
  const ReplayBuffer& replay = client->session()->replay();
  return received >= replay.counts().acknowledged && replay.after(received).has_value();
}

void ChatManager::count(ResumeOutcome outcome) noexcept {
  ++counters_.resumes[static_cast<std::size_t>(outcome)];
}

ChatClient* ChatManager::resume_session(std::string_view room_id, std::string_view token,
                                        std::uint64_t received, Connection& connection) {
  ChatClient* const client = sessions_->find(token);
  if (client == nullptr || client->room().id() != room_id) {
    count(ResumeOutcome::Unknown);
    return nullptr;
  }
  ResumableSession& session = *client->session();
  if (!delivery_.acknowledge(session, received) || !session.replay().after(received)) {
    count(ResumeOutcome::LostCount);
    // Its client begins anew, so nobody will ever come for this seat.
    if (Connection* const old = client->connection()) old->close(CloseReason::TakenOver);
    give_up(*client, CloseReason::ConnectionLost);
    give_up_overflowed();
    return nullptr;
  }
  compose_welcome(*client, sessions_->issue(*client, token), /*is_resumed=*/true);
  frame_.append(session.replay().frames());
  connection.send(frame_);
  take_over(*client, connection);
  count(ResumeOutcome::Resumed);
  return client;
}

/// If something throws, nobody has this connection, and the seat waits for another.
void ChatManager::take_over(ChatClient& client, Connection& connection) {
  ResumableSession& session = *client.session();
  Connection* const old = client.connection();
  if (old == nullptr) --counters_.suspended;
  client.attach(&connection);
  session.on_acked();  // the welcome has said it
  session.due.ack = session.due.end = TimePoint::max();
  try {
    if (old != nullptr) old->close(CloseReason::TakenOver);
    if (std::exchange(session.is_absence_known, false)) client.room().announce_resumed(client);
  } catch (...) {
    suspend(client);
    throw;
  }
}

/// Leaves the frame in `frame_`.
void ChatManager::compose_welcome(ChatClient& client, std::string_view token, bool is_resumed) {
  const ChatRoom& room = client.room();
  ResumableSession& session = *client.session();
  const auto list = sources_.ice_servers(client.id());
  const std::string_view ice_servers = list ? std::string_view{list->json} : "[]";
  session.due.ice_servers = list ? next_ice_servers(session, *list) : scheduler_.now();
  sessions_->schedule(client);
  // The others will be told of the return right behind this.
  const bool is_return = session.is_absence_known;
  std::vector<protocol::ClientInfo> clients;
  if (!is_resumed) clients = room.clients();
  data_.clear();
  protocol::append_welcome(data_, {.id = client.id().view(),
                                   .room_id = room.id(),
                                   .username = client.username(),
                                   .version = facts_.version,
                                   .heartbeat_interval = in_milliseconds(facts_.heartbeat_interval),
                                   .heartbeat_timeout = in_milliseconds(facts_.heartbeat_timeout),
                                   .message_bytes = facts_.message_bytes,
                                   .messages_per_second = limits_.messages.per_second,
                                   .burst = limits_.messages.burst,
                                   .token = token,
                                   .window = in_milliseconds(limits_.resume.window),
                                   .is_resumed = is_resumed,
                                   .received = session.received(),
                                   .room_version = room.version() + (is_return ? 1 : 0),
                                   .clients = clients,
                                   .ice_servers = ice_servers});
  compose(client, "welcome", {}, data_);
}

bool ChatManager::on_connection_end(ChatClient& client, CloseReason reason) {
  const protocol::CloseInfo& info = protocol::close_info(reason);
  // Who has never said anything may not know of its session.
  bool is_kept = client.session() != nullptr && info.keeps_seat && client.has_spoken() &&
                 limits_.resume.window > Duration::zero();
  if (is_kept && counters_.suspended >= limits_.resume.seats) {
    ++counters_.seats_refused;
    is_kept = false;
  }
  if (is_kept) {
    suspend(client);
  } else {
    leave(client, info.departure);
  }
  give_up_overflowed();
  return is_kept;
}

void ChatManager::suspend(ChatClient& client) {
  ResumableSession& session = *client.session();
  client.attach(nullptr);
  ++counters_.suspensions;
  ++counters_.suspended;
  session.due = {.ice_servers = session.due.ice_servers,
                 .end = scheduler_.now() + limits_.resume.window};
  sessions_->schedule(client);
  if (!is_announcing_) return;  // the next process has its seat
  session.is_absence_known = true;
  client.room().announce_suspended(client);
}

/// A seat that its client has not come back to.
void ChatManager::give_up(ChatClient& client, CloseReason reason) {
  const protocol::CloseInfo& info = protocol::close_info(reason);
  log_.write(LogLevel::Info, "seat-given-up",
             {{"client", client.id().view()},
              {"room", PrivateRoom{client.room().id()}},
              {"reason", info.departure},
              {"unconfirmed", static_cast<std::int64_t>(client.session()->replay().size())}});
  leave(client, info.departure);
}

/// What is said to the others because of one seat may in turn be too much to keep for another.
void ChatManager::give_up_overflowed() {
  while (delivery_.has_overflowed()) {
    for (ChatClient* const client : delivery_.take_overflowed()) {
      if (!client->is_suspended()) continue;
      ++counters_.seats_too_full;
      give_up(*client, CloseReason::SlowConsumer);
    }
  }
}

/// The session has ended with messages outstanding: their senders are told, as far as they can know
/// what that means.
void ChatManager::report_undelivered(ChatRoom& room, const ChatClient& gone) {
  const ReplayBuffer& replay = gone.session()->replay();
  const std::string_view sentence = protocol::error_info(ErrorCode::Undelivered).sentence;
  const auto report = [&](std::string_view sender_id, const protocol::Envelope& envelope) {
    ChatClient* const sender = room.find(sender_id);
    if (sender == nullptr || sender->session() == nullptr) return;
    send_error(*sender, ErrorCode::Undelivered, sentence, envelope);
  };
  replay.for_each([&](std::string_view frame) {
    protocol::Envelope envelope;
    (void)protocol::scan_envelope(protocol::frame_payload(frame), envelope);
    // A `bye` that comes too late is nothing to report: it is said to whoever goes.
    if (envelope.receiver == protocol::kRoomAddress || envelope.type == "bye") return;
    report(protocol::frame_sender(frame), envelope);
  });
  for (const ReplayBuffer::Forgotten& forgotten : replay.forgotten()) {
    protocol::Envelope envelope;
    envelope.receiver = gone.id().view();
    report(forgotten.sender, envelope);
  }
}

void ChatManager::send_ack(ChatClient& client) {
  ResumableSession& session = *client.session();
  session.on_acked();
  session.due.ack = TimePoint::max();
  data_.clear();
  protocol::append_ack(data_, session.received());
  reply_uncounted(client, "ack", {}, data_);
}

/// When a client is to be told of ICE servers after it has been told of these: in time for them,
/// and not later than it was to be already, because those that its calls were set up with go on
/// ageing.
TimePoint ChatManager::next_ice_servers(const ResumableSession& session,
                                        const IceServerList& servers) const {
  const TimePoint due = session.due.ice_servers;
  const bool expire = servers.refresh_after > Duration::zero();
  if (due == ResumableSession::kUnknownAge) {
    // Of another process: as if they had aged. Not all in the same instant.
    constexpr Duration kSpread = std::chrono::seconds{4};
    const auto share = static_cast<Duration::rep>(session.received() % 20);
    return expire ? scheduler_.now() + kSpread * share / 20 : TimePoint::max();
  }
  return expire ? std::min(due, scheduler_.now() + servers.refresh_after) : due;
}

void ChatManager::push_ice_servers(ChatClient& client) {
  constexpr Duration kRetry = std::chrono::seconds{10};
  auto& due = client.session()->due.ice_servers;
  const auto servers = sources_.ice_servers(client.id());
  due = servers ? TimePoint::max() : scheduler_.now() + kRetry;
  if (!servers) return;
  due = next_ice_servers(*client.session(), *servers);
  ++counters_.ice_server_pushes;
  reply(client, "ice-servers", {}, servers->json);
}

void ChatManager::renew_ice_servers() {
  // Not all in the same instant: each costs a signature.
  constexpr Duration kStep = milliseconds{200};
  constexpr int kSteps = 20;
  const TimePoint now = scheduler_.now();
  int step = 0;
  sessions_->for_each([&](ChatClient& client) {
    client.session()->due.ice_servers = now + kStep * (step++ % kSteps);
    sessions_->schedule(client);
  });
}

void ChatManager::watch_sessions() {
  if (sweep_ || sessions_->size() == 0) return;
  constexpr Duration kLongest = std::chrono::seconds{1};
  const Duration window = limits_.resume.window;
  const Duration interval = window == Duration::zero()
                                ? kLongest
                                : std::clamp<Duration>(window / 4, milliseconds{10}, kLongest);
  swept_at_ = scheduler_.now();
  sweep_ = scheduler_.call_after(interval, [this] {
    sweep_.reset();
    watch_sessions();  // first the next one: what goes wrong with one client must not end it for
                       // all
    sweep();
  });
}

void ChatManager::sweep() {
  const TimePoint now = scheduler_.now();
  sessions_->for_each_due(now, [this, now](ChatClient& client) {
    try {
      tend(client, now);
    } catch (const std::exception& error) {  // it stays due, for the next sweep
      log_.write(LogLevel::Error, "exception", {{"error", std::string_view{error.what()}}});
    }
  });
  give_up_overflowed();
}

void ChatManager::tend(ChatClient& client, TimePoint now) {
  const ResumableSession& session = *client.session();
  if (session.due.end <= now) {
    ++counters_.seats_timed_out;
    return give_up(client, CloseReason::Timeout);
  }
  if (session.due.ack <= now) send_ack(client);
  if (session.due.ice_servers <= now && !client.is_suspended()) push_ice_servers(client);
  sessions_->reschedule(client);
}

}  // namespace parley::chat
