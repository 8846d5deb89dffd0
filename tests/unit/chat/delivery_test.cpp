// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// Who loses kept messages when an address, or all together, keep too much.
#include "parley/chat/delivery.hpp"

#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;

class KeptBytes : public ChatTest {
 protected:
  void set(const ResumeLimits& resume) {
    limits.resume = resume;
    manager.set_limits(limits);
  }
  Person& one_from(std::uint8_t number) {
    come_from(number);
    return session_member();
  }
  void send(const Person& to, int messages, std::size_t bytes = 1000) {
    for (int i = 0; i < messages; ++i) {
      sender_.says(R"({"type":"x","receiver":")" + to.id + R"(","data":")" +
                   std::string(bytes, 'x') + "\"}");
    }
  }
  std::size_t kept(const Person& person) { return person.client->session()->replay().bytes(); }
  void acknowledge_all(Person& person) {
    const auto sent = person.client->session()->replay().counts().sent;
    person.says(R"({"type":"ack","data":{"received":)" + std::to_string(sent) + "}}");
  }

  Person& sender_ = member();
};

TEST_F(KeptBytes, AreBoundedForOneAddress) {
  set({.bytes_per_address = 10'000});
  Person& a = one_from(1);
  Person& b = one_from(1);
  for (int i = 0; i < 20; ++i) {
    send(a, 1);
    send(b, 1);
    EXPECT_LE(account(1).kept_bytes, 10'000U);
    EXPECT_EQ(account(1).kept_bytes, kept(a) + kept(b));
  }
}

TEST_F(KeptBytes, OfAnAddressAreASixteenthOfAllByDefault) {
  EXPECT_EQ(ResumeLimits{.total_bytes = 1600}.address_share(), 100U);
  EXPECT_EQ((ResumeLimits{.total_bytes = 1600, .bytes_per_address = 7}).address_share(), 7U);
}

TEST_F(KeptBytes, OfAnotherAddressStay) {
  set({.bytes_per_address = 10'000});
  Person& other = one_from(2);
  send(other, 5);
  const std::size_t before = kept(other);
  send(one_from(1), 50);
  EXPECT_GE(kept(other), before);
}

TEST_F(KeptBytes, OfAClientThatAcknowledgesStayBesideOneThatDoesNot) {
  set({.bytes_per_address = 10'000});
  Person& silent = one_from(1);
  Person& honest = one_from(1);
  for (int i = 0; i < 40; ++i) {
    send(silent, 1);
    send(honest, 1);
    if (i % 2 == 1) acknowledge_all(honest);
  }
  const auto& counts = honest.client->session()->replay().counts();
  EXPECT_EQ(counts.forgotten, counts.acknowledged) << "nothing was taken from it";
  EXPECT_LT(kept(silent), 10'000U);
  EXPECT_GT(manager.counters().kept_overflows, 20U);
}

TEST_F(KeptBytes, BeyondTheTotalAreTakenFromTheAddressThatKeepsMost) {
  set({.total_bytes = 20'000, .bytes_per_address = 15'000});
  Person& small = one_from(1);
  Person& large_one = one_from(2);
  Person& large_two = one_from(2);
  send(small, 6);
  send(large_one, 5);
  send(large_two, 5);
  const std::size_t before = kept(large_one) + kept(large_two);
  send(small, 10);  // together with the others too much: it gets as much as they have
  EXPECT_LE(manager.counters().kept_bytes, 20'000U);
  EXPECT_LT(kept(large_one) + kept(large_two), before);
  EXPECT_GT(kept(small), 8'000U);
  EXPECT_LT(kept(small), 11'000U);
}

TEST_F(KeptBytes, BeyondTheTotalCostTheSeatThatKeepsMost) {
  set({.total_bytes = 10'000});
  Person& away = one_from(0);
  Person& present = one_from(0);
  away.loses(CloseReason::ConnectionLost);
  send(away, 8);
  send(present, 4);
  EXPECT_EQ(manager.counters().suspended, 0U);
  EXPECT_EQ(manager.counters().seats_too_full, 1U);
  EXPECT_GT(kept(present), 4'000U) << "it has lost nothing";
  EXPECT_LE(manager.counters().kept_bytes, 10'000U);
}

}  // namespace
}  // namespace parley::chat
