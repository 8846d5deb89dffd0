// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/session_keeper.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>
#include <utility>

#include "parley/protocol/session_message.hpp"

namespace parley::chat {

using protocol::CloseReason;
using std::chrono::milliseconds;
using std::chrono::seconds;

void SessionKeeper::begin(ChatClient& client) {
  parts_.sessions.add(client);
  watch();
}

ChatClient* SessionKeeper::resume(std::string_view room_id, std::string_view token,
                                  std::uint64_t received, Connection& connection,
                                  AccountHold account) {
  ChatClient* const client = parts_.sessions.find(token);
  if (client == nullptr || client->room().id() != room_id) {
    count(ResumeOutcome::Unknown);
    return nullptr;
  }
  const ResumableSession& session = *client->session();
  if (!acknowledge(*client, received) || !session.replay().after(received)) {
    count(ResumeOutcome::LostCount);
    // Its client starts a new session, so it will never return to this seat.
    if (Connection* const old = client->connection()) old->close(CloseReason::TakenOver);
    give_up(*client, CloseReason::ConnectionLost);
    return nullptr;
  }
  std::string frames{parts_.greeter.welcome_back(*client, parts_.sessions.issue(*client, token),
                                                 parts_.presence.would_tell_return(*client))};
  frames.append(session.replay().frames());
  connection.send(frames);
  take_over(*client, connection, std::move(account));
  count(ResumeOutcome::Resumed);
  return client;
}

/// If this throws, nobody uses the new connection, and the seat waits for another.
void SessionKeeper::take_over(ChatClient& client, Connection& connection, AccountHold account) {
  ResumableSession& session = *client.session();
  Connection* const old = client.connection();
  if (old == nullptr) parts_.sessions.seats().remove(client);
  client.attach(&connection);
  session.charge_to(std::move(account));
  session.on_acked();  // the welcome contains the count
  session.due.ack = session.due.end = TimePoint::max();
  try {
    if (old != nullptr) old->close(CloseReason::TakenOver);
    parts_.presence.tell(client);
  } catch (...) {
    suspend(client);
    throw;
  }
}

bool SessionKeeper::keep_seat(ChatClient& client, const protocol::CloseInfo& reason) {
  const ResumeLimits& limits = parts_.limits.resume;
  // A client that has never sent anything may not know of its session.
  if (client.session() == nullptr || !reason.keeps_seat || !client.has_spoken()) return false;
  if (limits.window == Duration::zero()) return false;
  if (parts_.counters.suspended >= limits.seats && !make_room_for_seat(client)) return false;
  suspend(client);
  return true;
}

/// Ensures that one address does not take the seats of the others. In either case one seat is lost.
bool SessionKeeper::make_room_for_seat(const ChatClient& client) {
  ++parts_.counters.seats_refused;
  ChatClient* const other =
      parts_.sessions.seats().one_to_displace(client.session()->account().get());
  if (other == nullptr) return false;
  give_up(*other, CloseReason::ConnectionLost);
  return true;
}

void SessionKeeper::suspend(ChatClient& client) {
  ResumableSession& session = *client.session();
  client.attach(nullptr);
  ++parts_.counters.suspensions;
  parts_.sessions.seats().add(client);
  session.due = {.ice_servers = session.due.ice_servers,
                 .end = parts_.scheduler.now() + parts_.limits.resume.window};
  parts_.sessions.schedule(client);
  parts_.presence.tell(client);
}

void SessionKeeper::give_up(ChatClient& client, CloseReason reason) {
  const protocol::CloseInfo& info = protocol::close_info(reason);
  parts_.log.write(LogLevel::Info, "seat-given-up",
                   {{"client", client.id().view()},
                    {"room", PrivateRoom{client.room().id()}},
                    {"reason", info.departure},
                    {"unconfirmed", static_cast<std::int64_t>(client.session()->replay().size())}});
  parts_.exit.leave(client, info.departure);
}

void SessionKeeper::give_up_overflowed() noexcept {
  try {
    while (parts_.delivery.has_overflowed()) {
      for (ChatClient* const client : parts_.delivery.take_overflowed()) {
        if (!client->is_suspended()) continue;
        ++parts_.counters.seats_too_full;
        give_up(*client, CloseReason::SlowConsumer);
      }
    }
  } catch (const std::exception& error) {
    log_exception(error.what());
  }
}

void SessionKeeper::confirm_token(ChatClient& client) {
  if (client.session()->has_previous_token) parts_.sessions.confirm(client);
}

void SessionKeeper::count_received(ChatClient& client, std::size_t bytes) {
  ResumableSession& session = *client.session();
  if (!session.count_received(bytes)) return;
  constexpr Duration kAckDelay = seconds{3};  // it is sent one or two sweeps later
  session.due.ack = swept_at_ + kAckDelay;
  parts_.sessions.schedule(client);
}

bool SessionKeeper::acknowledge(ChatClient& client, std::uint64_t received) {
  return parts_.delivery.acknowledge(*client.session(), received);
}

void SessionKeeper::send_urgent_ack(ChatClient& client) {
  if (client.session()->is_ack_urgent()) send_ack(client);
}

void SessionKeeper::send_ack(ChatClient& client) {
  ResumableSession& session = *client.session();
  session.on_acked();
  session.due.ack = TimePoint::max();
  std::string data;
  protocol::append_ack(data, session.received());
  parts_.responder.send(client, protocol::MessageType::Ack, {}, data);
}

void SessionKeeper::watch() {
  if (sweep_ || parts_.sessions.size() == 0) return;
  constexpr Duration kLongest = seconds{1};
  const Duration window = parts_.limits.resume.window;
  const Duration interval = window == Duration::zero()
                                ? kLongest
                                : std::clamp<Duration>(window / 4, milliseconds{10}, kLongest);
  swept_at_ = parts_.scheduler.now();
  sweep_ = parts_.scheduler.call_after(interval, [this] {
    sweep_.reset();
    watch();  // schedule the next sweep first: a bug in one client must not stop all sweeps
    sweep();
  });
}

void SessionKeeper::sweep() {
  const Turn turn{*this};
  const TimePoint now = parts_.scheduler.now();
  parts_.sessions.for_each_due(now, [this, now](ChatClient& client) {
    try {
      tend(client, now);
    } catch (const std::exception& error) {  // it stays due until the next sweep
      log_exception(error.what());
    }
  });
}

void SessionKeeper::tend(ChatClient& client, TimePoint now) {
  const ResumableSession& session = *client.session();
  if (session.due.end <= now) {
    ++parts_.counters.seats_timed_out;
    return give_up(client, CloseReason::Timeout);
  }
  if (session.due.ack <= now) send_ack(client);
  parts_.presence.tell_if_due(client, now);
  if (session.due.ice_servers <= now && !client.is_suspended()) parts_.ice_servers.push(client);
  parts_.sessions.reschedule(client);
}

void SessionKeeper::log_exception(std::string_view what) noexcept {
  try {
    parts_.log.write(LogLevel::Error, "exception", {{"error", what}});
  } catch (const std::exception&) {  // no client can be told any more
  }
}

}  // namespace parley::chat
