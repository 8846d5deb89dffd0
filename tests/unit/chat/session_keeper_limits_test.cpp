// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// What is kept for clients of parley.v1 is bounded, and something decided happens at each bound.
#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using testing::AllOf;
using testing::HasSubstr;

class SessionLimits : public ChatTest {
 protected:
  void set(const ResumeLimits& resume) {
    limits.resume = resume;
    manager.set_limits(limits);
  }
  static std::string padded(const Person& to, std::size_t bytes) {
    return R"({"type":"x","receiver":")" + to.id + R"(","data":")" + std::string(bytes, 'x') +
           "\"}";
  }
  void send(Person& from, const Person& to, int messages, std::size_t bytes = 1) {
    for (int i = 0; i < messages; ++i) from.says(padded(to, bytes));
  }
};

TEST_F(SessionLimits, OfMessagesForgetTheOldestOfAConnectedClient) {
  set({.messages = 3});
  Person& a = session_member();
  Person& b = session_member();
  send(a, b, 5);
  EXPECT_EQ(b.hears().size(), 5U);
  EXPECT_EQ(manager.counters().kept_messages, 1U + 3U);  // client-joined for a
  EXPECT_EQ(manager.counters().kept_overflows, 2U);
  // It can be resumed only from where the replay begins.
  b.says(R"({"type":"ack","data":{"received":2}})");
  EXPECT_NE(returns("token-2", 2).client, nullptr);
}

TEST_F(SessionLimits, MakeAClientUnresumableUntilItHasAcknowledgedWhatIsForgotten) {
  set({.messages = 3});
  Person& a = session_member();
  Person& b = session_member();
  send(a, b, 5);
  EXPECT_EQ(returns("token-2", 1).client, nullptr);
}

TEST_F(SessionLimits, OfBytesHoldForOneMessageAlone) {
  set({.bytes = 1000});
  Person& a = session_member();
  Person& b = session_member();
  send(a, b, 1, 2000);
  EXPECT_EQ(b.hears().size(), 1U);
  EXPECT_LE(manager.counters().kept_bytes, 2 * 1000U);
  EXPECT_EQ(manager.counters().kept_messages, 1U);  // client-joined for a
  b.leaves();
  EXPECT_THAT(a.hears(), ElementsAre(HasSubstr("client-joined"), HasSubstr("client-left"),
                                     AllOf(HasSubstr("undelivered"), HasSubstr(b.id))));
}

TEST_F(SessionLimits, OfAllTogetherHoldForConnectedClients) {
  set({.total_bytes = 3000});
  Person& a = session_member();
  Person& b = session_member();
  Person& c = session_member();
  for (int i = 0; i < 20; ++i) {
    send(a, b, 1, 300);
    send(a, c, 1, 300);
    EXPECT_LE(manager.counters().kept_bytes, 3000U);
  }
  EXPECT_EQ(c.hears().size(), 20U);
}

TEST_F(SessionLimits, CostASuspendedClientItsSeatAtOnce) {
  for (const ResumeLimits& resume : {ResumeLimits{.messages = 3}, ResumeLimits{.bytes = 1000},
                                     ResumeLimits{.total_bytes = 2000}}) {
    set(resume);
    Person& a = session_member();
    Person& b = session_member();
    b.loses(CloseReason::ConnectionLost);
    a.hears();
    Texts heard;
    for (int i = 0; i < 10 && heard.empty(); ++i) {
      send(a, b, 1, 300);
      a.says(R"({"type":"ack","data":{"received":2}})");
      heard = a.hears();
    }
    ASSERT_FALSE(heard.empty());
    EXPECT_THAT(heard.front(), AllOf(HasSubstr("client-left"), HasSubstr(R"("reason":"slow")")));
    EXPECT_THAT(heard.back(), HasSubstr("undelivered"));  // of the one that was too much, too
    EXPECT_EQ(manager.counters().suspended, 0U);
    a.leaves();
    EXPECT_EQ(manager.counters().kept_bytes, 0U);
  }
  EXPECT_EQ(manager.counters().seats_too_full, 3U);
}

TEST_F(SessionLimits, AreReachedByTheFirstMessageBeyondThem) {
  Person& sender = member();
  Person& first = session_member();
  send(sender, first, 1);
  const std::size_t bytes = manager.counters().kept_bytes;
  first.leaves();
  for (const ResumeLimits& resume : {ResumeLimits{.messages = 3}, ResumeLimits{.bytes = 3 * bytes},
                                     ResumeLimits{.total_bytes = 3 * bytes}}) {
    set(resume);
    Person& b = session_member();
    b.loses(CloseReason::ConnectionLost);
    send(sender, b, 3);
    EXPECT_EQ(manager.counters().kept_bytes, 3 * bytes);
    EXPECT_EQ(manager.counters().suspended, 1U);
    send(sender, b, 1);
    EXPECT_EQ(manager.counters().suspended, 0U);
  }
}

TEST_F(SessionLimits, AreNotReachedByChangesOfTheRoom) {
  set({.messages = 8});
  Person& b = session_member();
  b.loses(CloseReason::ConnectionLost);
  for (int i = 0; i < 10; ++i) member().leaves();
  EXPECT_EQ(manager.counters().suspended, 1U);
  EXPECT_EQ(manager.counters().kept_messages, 2U);
  Person& again = returns("token-1", 0);
  ASSERT_NE(again.client, nullptr);
  // Its own leave and return are changes as well: the version tells what it has missed.
  EXPECT_THAT(again.connection.frames.front(), HasSubstr(R"("room":{"version":23})"));
}

// What is reported because of somebody who is closed for its pace may be too much to keep as well.
TEST_F(SessionLimits, HoldForWhatTheEndOfAnotherCauses) {
  set({.messages = 4});
  Person& a = session_member();
  Person& b = session_member();
  b.says(padded(a, 1));
  b.loses(CloseReason::ConnectionLost);
  const std::size_t kept = 2;  // client-joined and the message for a
  send(a, b, 4);
  EXPECT_EQ(manager.counters().kept_messages, 4 + kept + 1);  // client-suspended
  limits.messages = {.per_second = 1, .burst = 1};
  limits.throttle_deadline = Duration::zero();
  manager.set_limits(limits);
  for (int i = 0; i < 3 && !a.connection.closed; ++i) a.says(R"({"type":"ping"})");
  EXPECT_EQ(a.connection.closed, CloseReason::TooFast);
  EXPECT_EQ(manager.counters().seats_too_full, 1U);
  EXPECT_EQ(manager.client_count(), 0U);
  EXPECT_EQ(returns("token-2", 0).client, nullptr);
}

TEST_F(SessionLimits, OfSeatsHoldForThoseThatWait) {
  set({.seats = 1});
  Person& a = session_member();
  Person& b = session_member();
  EXPECT_TRUE(a.loses(CloseReason::ConnectionLost));
  EXPECT_FALSE(b.loses(CloseReason::ConnectionLost));
  EXPECT_EQ(manager.counters().seats_refused, 1U);
  returns("token-1", 0);
  EXPECT_TRUE(session_member().loses(CloseReason::ConnectionLost));
}

}  // namespace
}  // namespace parley::chat
