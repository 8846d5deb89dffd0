// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/resume_gate.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;

/// Of messages that clients have missed, for one address.
class ReplayBudget : public ChatTest {
 protected:
  ReplayBudget() {
    limits.resume.replays_per_address = {.per_second = 100, .burst = 1000};
    manager.set_limits(limits);
  }
  /// A client that is away and has missed this many bytes of data.
  void miss(std::size_t bytes) {
    Person& away = session_member();
    away.loses(CloseReason::ConnectionLost);
    sender_.says(R"({"type":"x","receiver":")" + away.id + R"(","data":")" +
                 std::string(bytes, 'x') + "\"}");
  }
  Duration begin(const std::string& token, std::uint8_t number) {
    return manager.begin_resume("r", token, 0, number == 0 ? nullptr : &account(number));
  }

  Person& sender_ = session_member();
};

TEST_F(ReplayBudget, EndsWithTheBurstOfTheAddress) {
  miss(2000);  // token-2
  miss(10);    // token-3
  EXPECT_EQ(begin("token-2", 1), Duration::zero()) << "the first is charged afterwards";
  EXPECT_GT(begin("token-3", 1), seconds{10});
  EXPECT_EQ(manager.counters().suspended, 2U) << "the seats stay";
  EXPECT_EQ(begin("token-3", 2), Duration::zero()) << "another address";
}

TEST_F(ReplayBudget, ComesBackWithTime) {
  miss(1100);
  miss(10);
  (void)begin("token-2", 1);
  const Duration wait = begin("token-3", 1);
  EXPECT_GT(wait, Duration::zero());
  wind(wait);
  EXPECT_EQ(begin("token-3", 1), Duration::zero());
}

TEST_F(ReplayBudget, IsNotThatOfClientsWithoutAnAddress) {
  miss(2000);
  miss(2000);
  EXPECT_EQ(begin("token-2", 0), Duration::zero());
  EXPECT_EQ(begin("token-3", 0), Duration::zero());
}

TEST_F(ReplayBudget, IsRememberedUntilItHasRecovered) {
  miss(1100);
  (void)begin("token-2", 1);
  const auto sweep = [&] {
    manager.accounts().sweep(scheduler.now(), [](const Account&) { return true; });
  };
  sweep();
  EXPECT_TRUE(manager.accounts().contains(AddressKey{1}));
  wind(seconds{30});
  sweep();
  EXPECT_FALSE(manager.accounts().contains(AddressKey{1}));
}

/// As if it had sent these bytes itself.
TEST_F(ReplayBudget, IsThatOfTheSessionToo) {
  limits.bytes = {.per_second = 1000, .burst = 2000};
  manager.set_limits(limits);
  miss(1900);
  EXPECT_EQ(begin("token-2", 0), Duration::zero());
  Person& again = returns("token-2", 0);
  const std::string text = R"({"type":"pong","data":")" + std::string(500, 'x') + "\"}";
  EXPECT_GT(again.says(text), Duration::zero());
}

}  // namespace
}  // namespace parley::chat
