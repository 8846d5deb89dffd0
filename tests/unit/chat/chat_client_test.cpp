// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/configuration.md, "Keys": what happens to a client that sends too much.
#include "parley/chat/chat_client.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using protocol::ErrorCode;

class Throttle : public ChatTest {
 protected:
  Throttle() {
    limits.messages = {10, 20};
    manager.set_limits(limits);
    a.says(kPong);
    a.hears();
    wind(seconds{10});
  }

  /// Sends as fast as the server reads, for so long or until the client is closed.
  void flood(Duration duration, std::string_view text) {
    const TimePoint until = scheduler.now() + duration;
    while (scheduler.now() < until && !a.connection.closed) {
      wind(a.says(text) + std::chrono::microseconds{1});
    }
  }

  [[nodiscard]] std::size_t told_so(const Texts& texts) const {
    std::size_t count = 0;
    for (const auto& text : texts) count += text.find("rate-limited") == text.npos ? 0U : 1U;
    return count;
  }

  Person& a = newcomer();
};

TEST_F(Throttle, PausesUntilThereIsATokenAgain) {
  for (int i = 0; i < 19; ++i) EXPECT_EQ(a.says(kPong), Duration::zero());
  EXPECT_EQ(a.says(kPong), milliseconds{100});
  wind(milliseconds{100});
  EXPECT_EQ(a.says(kPong), milliseconds{100});
}

TEST_F(Throttle, SaysSoOncePerEpisode) {
  flood(seconds{5}, R"({"type":"pong","id":9})");
  EXPECT_THAT(a.hears(), ElementsAre(error(a, ErrorCode::RateLimited, R"(,"type":"pong")", "9")));
  wind(seconds{10});
  flood(seconds{5}, kPong);
  EXPECT_EQ(told_so(a.hears()), 1U);
  EXPECT_THAT(manager.counters().throttled, ElementsAre(2, 0, 0));
}

TEST_F(Throttle, LosesNothing) {
  Person& b = member();
  for (int i = 0; i < 60; ++i) {
    wind(a.says(R"({"type":"t","receiver":")" + b.id + R"(","data":)" + std::to_string(i) + '}'));
  }
  EXPECT_EQ(b.hears().size(), 60U);
}

TEST_F(Throttle, ClosesWith4429AfterTheDeadline) {
  Person& b = member();
  flood(milliseconds{9900}, kPong);
  EXPECT_EQ(a.connection.closed, std::nullopt);
  flood(milliseconds{300}, kPong);
  EXPECT_EQ(a.connection.closed, CloseReason::TooFast);
  EXPECT_EQ(manager.client_count(), 1U);
  wind(limits.room_info_interval);
  EXPECT_THAT(b.hears(), ElementsAre(room_info(list("r", {&b}))));
}

TEST_F(Throttle, DoesNotCloseWhoRestsInBetween) {
  for (int i = 0; i < 10; ++i) {
    flood(seconds{4}, kPong);
    wind(milliseconds{1200});
  }
  EXPECT_EQ(a.connection.closed, std::nullopt);
}

TEST_F(Throttle, SaysSoAgainAfterASecondOfRest) {
  limits.messages = {1, 1};  // a second's pause after each
  manager.set_limits(limits);
  a.says(kPong);
  EXPECT_EQ(told_so(a.hears()), 1U);
  wind(seconds{2} - Duration{1});
  a.says(kPong);
  EXPECT_EQ(told_so(a.hears()), 0U);
  wind(seconds{2} + milliseconds{1});
  a.says(kPong);
  EXPECT_EQ(told_so(a.hears()), 1U);
  wind(seconds{2});
  a.says(kPong);
  EXPECT_EQ(told_so(a.hears()), 1U);
}

TEST_F(Throttle, ClosesAtTheDeadline) {
  limits.messages = {1, 1};
  limits.throttle_deadline = seconds{2};
  manager.set_limits(limits);
  for (int i = 0; i < 2; ++i) {
    a.says(kPong);
    EXPECT_EQ(a.connection.closed, std::nullopt) << i;
    wind(seconds{1});
  }
  a.says(kPong);
  EXPECT_EQ(a.connection.closed, CloseReason::TooFast);
}

TEST_F(Throttle, CountsErrorsByTheMinute) {
  limits.errors_per_minute = 1;
  manager.set_limits(limits);
  for (int i = 0; i < 3; ++i) {
    a.says("no JSON");
    EXPECT_EQ(a.connection.closed, std::nullopt) << i;
    wind(std::chrono::minutes{1});
  }
  a.says("no JSON");
  wind(std::chrono::minutes{1} - Duration{1});
  a.says("no JSON");
  EXPECT_EQ(a.connection.closed, CloseReason::TooManyErrors);
}

TEST_F(Throttle, ClosesAfterTheDeadlineHoweverSmallTheBurst) {
  limits.messages = {5, 2};
  manager.set_limits(limits);
  flood(seconds{12}, kPong);
  EXPECT_EQ(a.connection.closed, CloseReason::TooFast);
  EXPECT_EQ(told_so(a.hears()), 1U);
}

TEST_F(Throttle, CountsBytes) {
  limits.messages = {1e6, 1e6};
  limits.bytes = {1000, 2000};
  manager.set_limits(limits);
  const std::string message = R"({"type":"pong","data":")" + std::string(975, 'x') + R"("})";
  ASSERT_EQ(message.size(), 1000U);
  EXPECT_EQ(a.says(message), Duration::zero());
  EXPECT_EQ(a.says(message), milliseconds{1});
  EXPECT_EQ(a.says(message), milliseconds{1001});
  EXPECT_EQ(told_so(a.hears()), 1U);
}

TEST_F(Throttle, CountsTheAnswerOfAShortQuestion) {
  limits.messages = {1e6, 1e6};
  limits.bytes = {1000, 2000};
  manager.set_limits(limits);
  for (int i = 0; i < 40; ++i) member();
  EXPECT_GT(a.says(R"({"type":"get-room-info"})"), milliseconds{700});
}

TEST_F(Throttle, TakesALimitThatIsRaised) {
  flood(seconds{3}, kPong);
  limits.messages = {1000, 1000};
  manager.set_limits(limits);
  EXPECT_EQ(a.says(kPong), Duration::zero());
}

class RoomThrottle : public Throttle {
 protected:
  RoomThrottle() {
    limits.messages = {1e6, 1e6};
    limits.bytes = {1e9, 1e9};
    limits.room_bytes_per_second = 10'000;
    manager.set_limits(limits);
  }
  Person& b = member();
  // 2503 bytes and a frame header of 4, to two members: half a second's worth.
  const std::string text = R"({"type":"text","data":")" + std::string(2400, 'x') + R"("})";
};

TEST_F(RoomThrottle, PausesTheSenderAndNobodyElse) {
  EXPECT_EQ(a.says(text), Duration::zero());
  EXPECT_EQ(a.says(text), milliseconds{0}) << "the second fills the bucket";
  EXPECT_GT(a.says(text), milliseconds{400});
  EXPECT_EQ(b.says(kPong), Duration::zero());
  EXPECT_EQ(b.says(R"({"type":"t","receiver":")" + a.id + R"("})"), Duration::zero());
  EXPECT_EQ(told_so(b.hears()), 0U);
  EXPECT_EQ(told_so(a.hears()), 1U);
}

TEST_F(RoomThrottle, IsOfOneRoom) {
  for (int i = 0; i < 4; ++i) a.says(text);
  Person& c = member("other");
  EXPECT_EQ(c.says(text), Duration::zero());
}

// Two messages in a minute are no flood, even if the room was busy both times.
TEST_F(RoomThrottle, DoesNotCloseWhoSpeaksSeldomInABusyRoom) {
  for (int minute = 0; minute < 3; ++minute) {
    for (int i = 0; i < 4; ++i) b.says(text);
    EXPECT_GT(a.says(text), Duration::zero());
    EXPECT_EQ(told_so(a.hears()), 1U);
    wind(seconds{60});
    ASSERT_EQ(a.connection.closed, std::nullopt);
  }
}

TEST_F(RoomThrottle, ClosesWhoFloodsTheRoom) {
  flood(seconds{15}, text);
  EXPECT_EQ(a.connection.closed, CloseReason::TooFast);
  EXPECT_EQ(b.connection.closed, std::nullopt);
}

}  // namespace
}  // namespace parley::chat
