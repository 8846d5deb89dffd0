// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/seat_book.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using testing::HasSubstr;

class SeatsOfAddresses : public ChatTest {
 protected:
  SeatsOfAddresses() {
    limits.resume.seats = 3;
    manager.set_limits(limits);
  }
  /// A client of this address is suspended; false if it leaves instead.
  bool drop(std::uint8_t number) {
    come_from(number);
    return session_member().loses(CloseReason::ConnectionLost);
  }
  bool is_there(int number) {
    return manager.is_resumable("r", "token-" + std::to_string(number), 0);
  }
};

TEST_F(SeatsOfAddresses, AreChargedFromTheDropToTheReturn) {
  (void)drop(1);
  EXPECT_EQ(account(1).seats, 1U);
  (void)returns("token-1", 0);
  EXPECT_EQ(account(1).seats, 0U);
  EXPECT_EQ(account(1).kept_bytes, manager.counters().kept_bytes);
}

TEST_F(SeatsOfAddresses, AreChargedUntilTheyAreGivenUp) {
  (void)drop(1);
  come_from(0);
  EXPECT_EQ(account(1).holders, 1U);
  wind(limits.resume.window + seconds{1});
  EXPECT_EQ(account(1).seats, 0U);
  EXPECT_EQ(account(1).holders, 0U);
}

TEST_F(SeatsOfAddresses, MoveWithTheClientToAnotherAddress) {
  (void)drop(1);
  come_from(2);
  Person& again = returns("token-1", 0);
  (void)again.says(kPong);
  again.loses(CloseReason::ConnectionLost);
  EXPECT_EQ(account(1).seats, 0U);
  EXPECT_EQ(account(1).kept_bytes, 0U);
  EXPECT_EQ(account(2).seats, 1U);
  EXPECT_EQ(account(2).kept_bytes, manager.counters().kept_bytes);
}

TEST_F(SeatsOfAddresses, TheYoungestOfTheOneWithTheMostMakesRoom) {
  (void)drop(1);
  (void)drop(2);
  (void)drop(1);
  EXPECT_TRUE(drop(3));
  EXPECT_TRUE(is_there(1));
  EXPECT_TRUE(is_there(2));
  EXPECT_FALSE(is_there(3));
  EXPECT_TRUE(is_there(4));
  EXPECT_EQ(manager.counters().suspended, 3U);
  EXPECT_EQ(manager.counters().seats_refused, 1U);
}

TEST_F(SeatsOfAddresses, TheOneWithTheMostGetsNoMore) {
  (void)drop(1);
  (void)drop(1);
  (void)drop(2);
  EXPECT_FALSE(drop(1));
  EXPECT_FALSE(drop(2)) << "it would have as many as the other";
  EXPECT_EQ(manager.counters().suspended, 3U);
}

TEST_F(SeatsOfAddresses, EqualsDoNotDisplaceEachOther) {
  for (std::uint8_t number = 1; number <= 3; ++number) (void)drop(number);
  EXPECT_FALSE(drop(4));
}

TEST_F(SeatsOfAddresses, AClientWithoutAnAddressDisplacesTheOneWithTheMost) {
  for (int i = 0; i < 3; ++i) (void)drop(1);
  EXPECT_TRUE(drop(0));
  EXPECT_EQ(account(1).seats, 2U);
}

TEST_F(SeatsOfAddresses, TheRoomIsToldOfTheOneThatMadeRoom) {
  for (int i = 0; i < 3; ++i) (void)drop(1);
  come_from(0);
  Person& watcher = session_member();
  (void)drop(2);
  EXPECT_THAT(watcher.hears(), testing::Contains(HasSubstr(R"("reason":"closed")")));
}

TEST_F(SeatsOfAddresses, AreChargedAgainInTheNextProcess) {
  (void)drop(1);
  (void)drop(1);
  (void)drop(0);
  ChatManager next{limits,
                   scheduler,
                   {.new_id = test::counting_ids(),
                    .ice_servers = [](const ClientId&) { return std::nullopt; },
                    .tokens = test::counting_tokens()},
                   log};
  next.restore(manager.snapshot());
  const AccountHold held = next.accounts().open(AddressKey{1});
  EXPECT_EQ(held.get()->seats, 2U);
  EXPECT_EQ(held.get()->kept_bytes, account(1).kept_bytes);
  EXPECT_GT(held.get()->kept_bytes, 0U);
  EXPECT_EQ(next.counters().suspended, 3U);
}

}  // namespace
}  // namespace parley::chat
