// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_manager.hpp"

#include <chrono>
#include <utility>

#include "chat/exit.hpp"
#include "chat/greeter.hpp"
#include "chat/ice_server_feed.hpp"
#include "chat/message_router.hpp"
#include "chat/presence_announcer.hpp"
#include "chat/request_handlers.hpp"
#include "chat/responder.hpp"
#include "chat/resume_gate.hpp"
#include "chat/room_registry.hpp"
#include "chat/session_keeper.hpp"
#include "chat/session_table.hpp"
#include "chat/session_transfer.hpp"
#include "parley/chat/chat_room.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

using protocol::CloseReason;

/// The classes that share the work, in order of dependency.
struct ChatManager::Parts {
  Parts(ChatManager& manager, EventLog& log)
      : sessions(manager.sources_.tokens, manager.counters_),
        delivery(manager.limits_, manager.counters_, sessions),
        room_services{manager.limits_, manager.scheduler_, manager.counters_, delivery},
        rooms(room_services, log),
        responder(delivery, manager.counters_),
        exit(rooms, sessions, delivery, responder),
        ice_servers(manager.sources_.ice_servers, manager.scheduler_, sessions, responder,
                    manager.counters_),
        greeter(manager.limits_, manager.facts_, ice_servers, responder),
        presence(manager.scheduler_, rooms, sessions),
        resume_gate(manager.limits_, manager.scheduler_, sessions),
        keeper({manager.limits_, manager.scheduler_, log, manager.counters_, sessions, delivery,
                responder, greeter, ice_servers, exit, presence}),
        transfer({manager.limits_, manager.scheduler_, manager.counters_, manager.accounts_, rooms,
                  sessions, delivery, keeper}),
        requests(responder, keeper, ice_servers, log, manager.counters_),
        router({manager.limits_, manager.scheduler_, manager.counters_, delivery, responder,
                requests, keeper, exit}) {}

  SessionTable sessions;
  Delivery delivery;
  const RoomServices room_services;
  RoomRegistry rooms;
  Responder responder;
  Exit exit;
  IceServerFeed ice_servers;
  Greeter greeter;
  PresenceAnnouncer presence;
  ResumeGate resume_gate;
  SessionKeeper keeper;
  SessionTransfer transfer;
  RequestHandlers requests;
  MessageRouter router;
};

ChatManager::ChatManager(const Limits& limits, Scheduler& scheduler, Sources sources, EventLog& log)
    : limits_(limits),
      scheduler_(scheduler),
      sources_(std::move(sources)),
      entrance_(scheduler, sources_.check, sources_.key, log),
      parts_(std::make_unique<Parts>(*this, log)) {}

ChatManager::~ChatManager() = default;

JoinResult ChatManager::join(std::string_view room_id, std::string username, Connection& connection,
                             Standing standing) {
  return admit(room_id, std::move(username), connection, standing, nullptr);
}

JoinResult ChatManager::open_session(std::string_view room_id, std::string username,
                                     Connection& connection, AccountHold account,
                                     Standing standing) {
  auto session = std::make_unique<ResumableSession>();
  session->charge_to(std::move(account));
  return admit(room_id, std::move(username), connection, standing, std::move(session));
}

JoinResult ChatManager::admit(std::string_view room_id, std::string username,
                              Connection& connection, Standing standing,
                              std::unique_ptr<ResumableSession> session) {
  const SessionKeeper::Turn turn{parts_->keeper};
  const ClientId id = sources_.new_id();  // if it throws, no empty room is left behind
  ChatRoom* const room = parts_->rooms.open(room_id);
  if (room == nullptr || room->is_full()) {
    ++counters_.joins_refused;
    return {nullptr, room == nullptr ? CloseReason::OverCapacity : CloseReason::RoomFull};
  }
  ChatClient* client = nullptr;
  try {
    client = &parts_->rooms.add(std::make_unique<ChatClient>(
        id, std::move(username), *room, &connection, scheduler_.now(), std::move(session)));
    client->set_standing(standing);
    ++counters_.joins;
    welcome(*client);
  } catch (...) {
    // Otherwise the client would stay forever.
    client != nullptr ? parts_->exit.leave(*client, "closed") : parts_->rooms.close_if_empty(*room);
    throw;
  }
  return {client, {}};
}

void ChatManager::welcome(ChatClient& client) {
  if (client.session() != nullptr) parts_->keeper.begin(client);
  client.room().announcer().announce_joined(client);
  if (client.session() == nullptr) return parts_->greeter.greet(client);
  const std::string token = parts_->sessions.issue(client);
  client.connection()->send(parts_->greeter.welcome_to_newcomer(client, token));
}

ChatClient* ChatManager::resume_session(std::string_view room_id, std::string_view token,
                                        std::uint64_t received, Connection& connection,
                                        AccountHold account) {
  const SessionKeeper::Turn turn{parts_->keeper};
  return parts_->keeper.resume(room_id, token, received, connection, std::move(account));
}

bool ChatManager::is_resumable(std::string_view room_id, std::string_view token,
                               std::uint64_t received) const {
  return parts_->resume_gate.is_resumable(room_id, token, received);
}

Duration ChatManager::begin_resume(std::string_view room_id, std::string_view token,
                                   std::uint64_t received, Account* account) {
  return parts_->resume_gate.begin_resume(room_id, token, received, account);
}

bool ChatManager::on_connection_end(ChatClient& client, CloseReason reason) {
  const SessionKeeper::Turn turn{parts_->keeper};
  const protocol::CloseInfo& info = protocol::close_info(reason);
  if (parts_->keeper.keep_seat(client, info)) return true;
  parts_->exit.leave(client, info.departure);
  return false;
}

MessageResult ChatManager::on_message(ChatClient& client, std::string_view text) {
  const SessionKeeper::Turn turn{parts_->keeper};
  return parts_->router.route(client, text);
}

void ChatManager::ping(ChatClient& client) {
  const auto since_epoch = std::chrono::duration_cast<std::chrono::milliseconds>(
      scheduler_.wall_clock().time_since_epoch());
  parts_->responder.send(client, protocol::MessageType::Ping, {},
                         std::to_string(since_epoch.count()));
}

void ChatManager::stop_announcing() noexcept {
  parts_->rooms.stop_announcing();
}

Snapshot ChatManager::snapshot() const {
  return parts_->transfer.snapshot();
}

void ChatManager::restore(const Snapshot& snapshot) {
  parts_->transfer.restore(snapshot);
}

void ChatManager::renew_ice_servers() {
  parts_->ice_servers.renew_all();
}

std::size_t ChatManager::room_count() const noexcept {
  return parts_->rooms.size();
}

std::size_t ChatManager::client_count() const noexcept {
  return parts_->rooms.client_count();
}

}  // namespace parley::chat
