// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/responder.hpp"
#include "chat/room_registry.hpp"
#include "chat/session_table.hpp"
#include "parley/chat/chat_room.hpp"
#include "parley/chat/delivery.hpp"
#include "support/fake_connection.hpp"
#include "support/fake_event_log.hpp"
#include "support/fake_ids.hpp"
#include "support/fake_scheduler.hpp"

namespace parley::chat {

/// The lower parts of the chat layer put together by hand, for tests of one of them alone.
class ChatParts : public testing::Test {
 protected:
  ChatRoom& room(std::string_view id = "r") { return *rooms.open(id); }

  std::unique_ptr<ChatClient> made(std::uint8_t number, ChatRoom& room, bool has_session = false) {
    auto session = has_session ? std::make_unique<ResumableSession>() : nullptr;
    return std::make_unique<ChatClient>(test::client_id(number), "Ann", room, &connection,
                                        scheduler.now(), std::move(session));
  }
  ChatClient& base_client(std::uint8_t number) { return rooms.add(made(number, room())); }
  ChatClient& session_client(std::uint8_t number) {
    ChatClient& client = rooms.add(made(number, room(), /*has_session=*/true));
    sessions.add(client);
    return client;
  }

  Limits limits;
  Counters counters;
  test::FakeScheduler scheduler;
  test::FakeEventLog log;
  test::FakeConnection connection;  // of every client
  SessionTable sessions{test::counting_tokens(), counters};
  Delivery delivery{limits, counters, sessions};
  const RoomServices services{limits, scheduler, counters, delivery};
  RoomRegistry rooms{services, log};
  Responder responder{delivery, counters};
};

}  // namespace parley::chat
