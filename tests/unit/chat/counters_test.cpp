// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/counters.hpp"

#include <numeric>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::MessageClass;
using Share = Traffic::Share;

class Counting : public ChatTest {
 protected:
  using Shares = EnumArray<MessageClass, Share>;

  /// In the order of MessageClass, since the last call.
  Shares received() { return growth(manager.counters().received, received_); }
  Shares sent() { return growth(manager.counters().sent, sent_); }

  static std::size_t bytes_of(const std::vector<std::string>& frames) {
    return std::accumulate(frames.begin(), frames.end(), std::size_t{0},
                           [](std::size_t sum, const auto& frame) { return sum + frame.size(); });
  }

 private:
  static Shares growth(const Traffic& now, Traffic& before) {
    Shares shares = now.shares;
    before.shares.for_each([&shares](MessageClass message_class, const Share& earlier) {
      shares[message_class].messages -= earlier.messages;
      shares[message_class].bytes -= earlier.bytes;
    });
    before = now;
    return shares;
  }

  Traffic received_;
  Traffic sent_;
};

constexpr Share kNothing{};

TEST_F(Counting, KnowsWhatComesByItsClass) {
  Person& a = member();
  (void)received();
  const std::string offer = R"({"type":"offer","receiver":")" + a.id + R"("})";
  for (const std::string_view text :
       {std::string_view{offer}, std::string_view{R"({"type":"text","receiver":"room"})"},
        std::string_view{R"({"type":"ping"})"}, std::string_view{R"({"type":"draw"})"},
        std::string_view{"{"}}) {
    a.says(text);
  }
  EXPECT_EQ(received(), (Shares{Share{1, offer.size()}, Share{1, 33}, Share{1, 15}, Share{1, 15},
                                Share{1, 1}}));
}

TEST_F(Counting, KnowsWhatGoesByItsClassWithEachCopy) {
  Person& a = member();
  Person& b = member();
  member();
  (void)sent();
  a.says(R"({"type":"answer","receiver":")" + b.id + R"("})");
  const std::size_t direct = bytes_of(b.connection.frames);
  EXPECT_EQ(sent(), (Shares{Share{1, direct}, kNothing, kNothing, kNothing, kNothing}));
  b.hears();
  a.says(R"({"type":"text","receiver":"room"})");
  const std::size_t copy = bytes_of(b.connection.frames);
  EXPECT_EQ(sent(), (Shares{kNothing, Share{3, 3 * copy}, kNothing, kNothing, kNothing}));
  b.hears();
  a.says(R"({"type":"draw","receiver":"room"})");
  EXPECT_EQ(sent()[MessageClass::Other], (Share{3, 3 * bytes_of(b.connection.frames)}));
}

TEST_F(Counting, CountsWhatTheServerSaysAsControl) {
  Person& a = newcomer();
  EXPECT_EQ(sent()[MessageClass::Control],
            (Share{1, bytes_of(a.connection.frames)}));  // the greeting
  a.hears();
  a.says("{");
  a.says(R"({"type":"profile","data":"Ada"})");
  wind(limits.room_info_interval);
  ASSERT_EQ(a.connection.frames.size(), 2U);  // an error and the new list
  EXPECT_EQ(sent()[MessageClass::Control], (Share{2, bytes_of(a.connection.frames)}));
}

TEST_F(Counting, CountsAListForEachWhoIsTold) {
  Person& a = member();
  Person& b = member();
  Person& held_back = newcomer();
  Person& c = member();
  held_back.hears();
  (void)sent();
  c.leaves();
  wind(limits.room_info_interval);
  const std::size_t told = bytes_of(a.connection.frames) + bytes_of(b.connection.frames);
  EXPECT_EQ(sent()[MessageClass::Control], (Share{2, told}));
  wind(limits.first_message_wait);
  EXPECT_EQ(sent()[MessageClass::Control], (Share{1, bytes_of(held_back.connection.frames)}));
}

TEST_F(Counting, CountsTheListThatFollowsAFirstMessage) {
  Person& a = member();
  Person& b = newcomer();
  Person& c = member();
  c.leaves();
  wind(limits.room_info_interval);
  b.hears();
  a.hears();
  (void)sent();
  b.says(R"({"type":"pong"})");
  EXPECT_EQ(sent()[MessageClass::Control], (Share{1, bytes_of(b.connection.frames)}));
}

TEST_F(Counting, KnowsPongsFromOtherMessages) {
  Person& a = newcomer();
  a.says(R"({"type":"ping"})");
  EXPECT_EQ(manager.counters().pongs, 0U);
  a.says(R"({"type":"pong"})");
  EXPECT_EQ(manager.counters().pongs, 1U);
}

TEST_F(Counting, TellsTheLimitsApartForWhichAClientIsThrottled) {
  limits.messages = {1, 1};
  manager.set_limits(limits);
  newcomer("one").says(R"({"type":"pong"})");
  EXPECT_THAT(manager.counters().throttled, ElementsAre(1, 0, 0));
  limits.messages = {1e6, 1e6};
  limits.bytes = {1, 1};
  manager.set_limits(limits);
  newcomer("two").says(R"({"type":"pong"})");
  EXPECT_THAT(manager.counters().throttled, ElementsAre(1, 1, 0));
  limits.bytes = {1e6, 1e6};
  limits.room_bytes_per_second = 1;
  manager.set_limits(limits);
  newcomer("three").says(R"({"type":"text"})");
  EXPECT_THAT(manager.counters().throttled, ElementsAre(1, 1, 1));
}

}  // namespace
}  // namespace parley::chat
