// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/chat_room.hpp"

#include <vector>

#include "unit/chat/chat_parts.hpp"

namespace parley::chat {
namespace {

using testing::ElementsAre;
using Room = ChatParts;

TEST_F(Room, FindsItsOwnClientsByTheWholeId) {
  ChatClient& a = base_client(1);
  base_client(2);
  EXPECT_EQ(room().find(a.id().view()), &a);
  EXPECT_EQ(room().find(a.id().view().substr(1)), nullptr);
  EXPECT_EQ(room().find(test::client_id(3).view()), nullptr);
  EXPECT_EQ(room("other").find(a.id().view()), nullptr);
}

TEST_F(Room, ListsItsClientsInJoinOrder) {
  ChatClient& a = base_client(1);
  ChatClient& b = session_client(2);
  ChatClient& c = base_client(3);
  rooms.remove(b, "bye");
  ChatClient& d = base_client(2);
  std::vector<ChatClient*> seen;
  room().for_each([&seen](ChatClient& client) { seen.push_back(&client); });
  EXPECT_THAT(seen, ElementsAre(&a, &c, &d));
}

TEST_F(Room, KnowsHowManySpeakParleyV1) {
  base_client(1);
  ChatClient& b = session_client(2);
  EXPECT_EQ(room().session_count(), 1U);
  rooms.remove(b, "bye");
  EXPECT_EQ(room().session_count(), 0U);
}

TEST_F(Room, ShowsOnlyParleyV1WhoIsSuspended) {
  ChatClient& a = session_client(1);
  a.session()->is_absence_known = true;
  EXPECT_TRUE(room().clients().at(0).is_suspended);
  std::string info;
  room().append_info(info);
  EXPECT_EQ(info, R"({"room_id":"r","clients":[{"id":"00000000000000000000000000000001",)"
                  R"("username":"Ann"}]})");
}

TEST_F(Room, AsksForAPauseOnceItHasHadItsShareOfBytes) {
  limits.room_bytes_per_second = 100;
  base_client(1);
  base_client(2);
  EXPECT_EQ(room().broadcast(std::string(49, 'x')), Duration::zero());
  EXPECT_EQ(connection.frames.size(), 2U);
  EXPECT_GT(room().broadcast(std::string(49, 'x')), Duration::zero());
  EXPECT_GT(room().broadcast_debt(), Duration::zero());
  scheduler.advance(std::chrono::seconds{2});
  EXPECT_EQ(room().broadcast_debt(), Duration::zero());
}

}  // namespace
}  // namespace parley::chat
