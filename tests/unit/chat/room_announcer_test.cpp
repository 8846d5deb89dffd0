// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "What the server sends by itself": when a room is told about itself.
#include "parley/chat/room_announcer.hpp"

#include <string>

#include "parley/chat/chat_room.hpp"
#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using RoomInfo = ChatTest;

std::string profile(const std::string& name) {
  return R"({"type":"profile","data":{"username":")" + name + R"("}})";
}

TEST_F(RoomInfo, IsNotSentAfterAJoin) {
  Person& a = member();
  Person& b = newcomer();
  b.hears();
  wind(seconds{10});
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_THAT(b.hears(), IsEmpty());
  EXPECT_EQ(scheduler.pending(), 0U);
}

TEST_F(RoomInfo, IsSentToAllAfterAProfileChange) {
  Person& a = member();
  Person& b = member();
  a.says(profile("Ziggy"));
  wind(limits.room_info_interval - milliseconds{1});
  EXPECT_THAT(b.hears(), IsEmpty());
  wind(milliseconds{1});
  EXPECT_EQ(a.connection.frames, b.connection.frames);
  EXPECT_THAT(a.hears(), ElementsAre(room_info(list("r", {&a, &b}, {"Ziggy"}))));
}

TEST_F(RoomInfo, IsSentToTheOthersAfterALeave) {
  Person& a = member();
  Person& b = member();
  Person& elsewhere = member("other");
  b.leaves();
  wind(limits.room_info_interval);
  EXPECT_THAT(a.hears(), ElementsAre(room_info(list("r", {&a}))));
  EXPECT_THAT(b.hears(), IsEmpty());
  EXPECT_THAT(elsewhere.hears(), IsEmpty());
}

TEST_F(RoomInfo, OfAStormIsOneListThatShowsItsEnd) {
  Person& a = member();
  Person& b = member();
  for (int i = 0; i < 40; ++i) {
    a.says(profile("n" + std::to_string(i)));
    wind(milliseconds{1});
  }
  b.leaves();
  wind(milliseconds{9});
  EXPECT_THAT(a.hears(), IsEmpty());
  wind(milliseconds{1});
  EXPECT_THAT(a.hears(), ElementsAre(room_info(list("r", {&a}, {"n39"}))));
  wind(seconds{5});
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_EQ(manager.counters().room_info_broadcasts, 1U);
}

TEST_F(RoomInfo, OfALastingStormIsOneListEachInterval) {
  Person& a = member();
  for (int i = 0; i < 200; ++i) {
    a.says(profile("n" + std::to_string(i)));
    wind(milliseconds{5});
  }
  EXPECT_EQ(a.hears().size(), 20U);  // one second in intervals of 50 ms
}

TEST_F(RoomInfo, IsAnsweredAtOnceWhenAskedForInAStorm) {
  Person& a = member();
  a.says(profile("Ziggy"));
  a.says(R"({"type":"get-room-info"})");
  EXPECT_THAT(a.hears(), ElementsAre(from_server(a.id, "room-info",
                                                 R"(,"data":)" + list("r", {&a}, {"Ziggy"}))));
}

TEST_F(RoomInfo, IsHeldBackFromWhoHasNotSpokenUntilItsFirstAnswer) {
  Person& a = member();
  Person& b = newcomer();
  b.hears();
  a.says(profile("Ziggy"));
  wind(limits.room_info_interval);
  EXPECT_EQ(a.hears().size(), 1U);
  EXPECT_THAT(b.hears(), IsEmpty());
  b.says(R"({"type":"ping"})");
  EXPECT_THAT(b.hears(), ElementsAre(from_server(b.id, "pong", ""),
                                     room_info(list("r", {&a, &b}, {"Ziggy"}))));
  wind(seconds{10});
  EXPECT_THAT(b.hears(), IsEmpty());
}

TEST_F(RoomInfo, IsHeldBackForTwoSecondsAtMost) {
  Person& a = member();
  Person& b = newcomer();
  b.hears();
  wind(milliseconds{300});
  a.says(profile("Ziggy"));
  wind(milliseconds{1699});
  EXPECT_THAT(b.hears(), IsEmpty());
  a.says(profile("Iman"));  // the list that arrives is that of the moment
  wind(milliseconds{1});
  EXPECT_THAT(b.hears(), ElementsAre(room_info(list("r", {&a, &b}, {"Iman"}))));
  wind(limits.room_info_interval);
  EXPECT_THAT(b.hears(), ElementsAre(room_info(list("r", {&a, &b}, {"Iman"}))));
}

TEST_F(RoomInfo, IsHeldBackFromEachNewcomerForItsOwnTime) {
  Person& a = member();
  Person& b = newcomer();
  wind(seconds{1});
  Person& c = newcomer();
  b.hears();
  c.hears();
  a.says(profile("Ziggy"));
  wind(milliseconds{999});
  EXPECT_THAT(b.hears(), IsEmpty());
  wind(milliseconds{1});
  EXPECT_EQ(b.hears().size(), 1U);
  wind(milliseconds{999});
  EXPECT_THAT(c.hears(), IsEmpty());
  wind(milliseconds{1});
  EXPECT_EQ(c.hears().size(), 1U);
  wind(seconds{10});
  EXPECT_THAT(b.hears(), IsEmpty());
  EXPECT_THAT(c.hears(), IsEmpty());
  EXPECT_EQ(scheduler.pending(), 0U);
}

TEST_F(RoomInfo, IsNotHeldBackFromWhoHasBeenSilentForLonger) {
  Person& a = member();
  Person& b = newcomer();
  b.hears();
  wind(seconds{3});
  a.says(profile("Ziggy"));
  wind(limits.room_info_interval);
  EXPECT_EQ(b.hears().size(), 1U);
}

TEST_F(RoomInfo, OwedToSomebodyWhoLeavesIsForgotten) {
  Person& a = member();
  Person& b = newcomer();
  b.hears();
  a.says(profile("Ziggy"));
  wind(limits.room_info_interval);
  b.leaves();
  wind(seconds{5});
  EXPECT_THAT(b.hears(), IsEmpty());
}

TEST_F(RoomInfo, HeldBackDoesNotHoldBackMessages) {
  Person& a = member();
  Person& b = newcomer();
  b.hears();
  a.says(R"({"type":"text"})");
  EXPECT_EQ(b.hears().size(), 1U);
}

TEST_F(RoomInfo, AnyFirstMessageEndsTheWait) {
  for (const char* first : {kPong, "not JSON", R"({"type":"t","receiver":"nobody"})"}) {
    Person& a = member(first == kPong ? "one" : "two");
    Person& b = newcomer(a.client->room().id());
    a.says(profile("Ziggy"));
    wind(limits.room_info_interval);
    b.hears();
    b.says(first);
    EXPECT_THAT(b.hears().back(), testing::HasSubstr(R"("receiver":"room","type":"room-info")"));
  }
}

TEST_F(RoomInfo, IsGoneWithItsRoom) {
  Person& a = member();
  Person& b = newcomer();
  a.says(profile("Ziggy"));
  wind(limits.room_info_interval);  // now owed to b, and another change is pending
  a.says(profile("Iman"));
  EXPECT_EQ(scheduler.pending(), 2U);
  a.leaves();
  b.leaves();
  EXPECT_EQ(scheduler.pending(), 0U);
  EXPECT_EQ(manager.room_count(), 0U);
}

// A list of a hundred long names to a hundred clients is megabytes: it counts as a broadcast.
TEST_F(RoomInfo, WaitsWhileTheRoomHasHadMoreThanItsShareOfBytes) {
  limits.room_bytes_per_second = 1000;
  manager.set_limits(limits);
  Person& a = member();
  Person& b = member();
  (void)a.says(R"({"type":"text","data":")" + std::string(2000, 'x') + R"("})");
  a.hears();
  b.hears();
  a.says(profile("Ziggy"));
  wind(milliseconds{900});
  EXPECT_THAT(b.hears(), IsEmpty());
  wind(seconds{2});
  EXPECT_EQ(b.hears().size(), 1U);
}

}  // namespace
}  // namespace parley::chat
