// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "parley.v1", "Welcome": the first message over a connection.
#include "chat/greeter.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using testing::HasSubstr;
using Welcome = ChatTest;

TEST_F(Welcome, ComesFirstAndIsAll) {
  manager.set_facts({.version = "7.8.9",
                     .heartbeat_interval = seconds{20},
                     .heartbeat_timeout = seconds{10},
                     .message_bytes = 1000});
  member("r", "Base");
  Person& b = session_newcomer("r", "Ziggy");
  EXPECT_THAT(
      b.hears(),
      ElementsAre(from_server(
          b.id, "welcome",
          R"(,"data":{"id":")" + b.id +
              R"(","room_id":"r","username":"Ziggy","version":"7.8.9",)"
              R"("features":["resume","ice-servers"],)"
              R"("heartbeat":{"interval_ms":20000,"timeout_ms":10000},)"
              R"("limits":{"message_bytes":1000,"messages_per_second":100,"burst":1000},)"
              R"("resume":{"token":"token-1","window_ms":30000},"resumed":false,"received":0,)"
              R"("room":{"version":2,"clients":[)"
              R"({"id":"00000000000000000000000000000001","username":"Base"},)"
              R"({"id":"00000000000000000000000000000002","username":"Ziggy"}]},)"
              R"("ice_servers":[{"urls":["stun:example.org"]}]})")));
}

TEST_F(Welcome, HasAnEmptyListWhereIceServersCannotBeMade) {
  ice_servers.reset();
  Person& a = session_newcomer();
  EXPECT_THAT(a.hears(), ElementsAre(HasSubstr(R"("ice_servers":[]})")));
}

// Its client has the list already, or asks for it if the version says so.
TEST_F(Welcome, HasNoListForWhoComesBack) {
  Person& a = session_member();
  a.loses(protocol::CloseReason::ConnectionLost);
  Person& back = returns("token-1", 0);
  EXPECT_THAT(back.hears(),
              ElementsAre(HasSubstr(R"("resumed":true,"received":0,"room":{"version":3},)")));
}

TEST_F(Welcome, IsAGreetingToClientsOfTheBaseProtocol) {
  Person& a = newcomer();
  EXPECT_THAT(a.hears(),
              ElementsAre(from_server(a.id, "greeting", R"(,"data":"Welcome aboard.")")));
}

}  // namespace
}  // namespace parley::chat
