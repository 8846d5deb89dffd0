// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/room_registry.hpp"

#include "unit/chat/chat_parts.hpp"

namespace parley::chat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Registry = ChatParts;

TEST_F(Registry, OpensARoomOnce) {
  ChatRoom* const first = rooms.open("r");
  EXPECT_EQ(rooms.open("r"), first);
  EXPECT_NE(rooms.open("R"), first);
  EXPECT_EQ(rooms.size(), 2U);
}

TEST_F(Registry, OpensNoRoomBeyondTheLimit) {
  limits.rooms = 1;
  EXPECT_NE(rooms.open("one"), nullptr);
  EXPECT_EQ(rooms.open("two"), nullptr);
  EXPECT_NE(rooms.open("one"), nullptr);
}

TEST_F(Registry, ClosesARoomWithItsLastClient) {
  ChatClient& a = base_client(1);
  ChatClient& b = base_client(2);
  EXPECT_EQ(rooms.client_count(), 2U);
  EXPECT_EQ(rooms.remove(a, "bye").room, &room());
  EXPECT_EQ(rooms.remove(b, "bye").room, nullptr);
  EXPECT_EQ(rooms.size(), 0U);
  EXPECT_EQ(rooms.client_count(), 0U);
  EXPECT_THAT(log.lines, ElementsAre("room-opened room=r", "room-closed room=r"));
}

TEST_F(Registry, KeepsARoomThatIsNotEmpty) {
  base_client(1);
  rooms.close_if_empty(room());
  EXPECT_EQ(rooms.size(), 1U);
}

TEST_F(Registry, HandsOverTheClientThatItRemoves) {
  ChatClient& a = base_client(1);
  base_client(2);
  EXPECT_EQ(rooms.remove(a, "bye").client.get(), &a);
}

TEST_F(Registry, TellsTheRoomOfALeaveUntilTheServerGoesDown) {
  ChatClient& a = session_client(1);
  ChatClient& b = session_client(2);
  session_client(3);
  rooms.remove(a, "slow");
  EXPECT_THAT(connection.take(), ElementsAre(HasSubstr(R"("client-left")"),
                                             HasSubstr(R"("reason":"slow","version":1)")));
  rooms.stop_announcing();
  rooms.remove(b, "slow");
  EXPECT_TRUE(connection.take().empty());
  EXPECT_EQ(room().version(), 2U);
}

}  // namespace
}  // namespace parley::chat
