// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "parley.v1", "Resume".
#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using Resume = ChatTest;
using Tokens = ChatTest;

constexpr const char* kQuestion = R"({"type":"get-room-info"})";

/// The texts of all frames that were sent, also of those that went out in one piece.
std::vector<std::string> texts_of(const Person& person) {
  std::vector<std::string> texts;
  for (const std::string& bytes : person.connection.frames) {
    for (std::string_view rest = bytes; !rest.empty();) {
      const std::size_t size = protocol::frame_size(rest);
      texts.push_back(test::payload_of(rest.substr(0, size)));
      rest.remove_prefix(size);
    }
  }
  return texts;
}

TEST_F(Resume, ReplaysWhatIsMissingBehindTheWelcome) {
  Person& a = session_member();
  a.says(R"({"type":"get-room-info","id":1})");
  a.says(R"({"type":"get-room-info","id":2})");
  a.loses(CloseReason::ConnectionLost);
  Person& b = session_member();
  b.says(R"({"type":"text","data":"while you were away"})");
  Person& again = returns("token-1", 1);
  EXPECT_EQ(again.id, a.id);
  EXPECT_THAT(
      texts_of(again),
      ElementsAre(AllOf(HasSubstr(R"("type":"welcome")"), HasSubstr(R"("token":"token-3")"),
                        HasSubstr(R"("resumed":true,"received":2,"room":{"version":4},)")),
                  HasSubstr(R"("type":"room-info","id":2)"), HasSubstr(R"("type":"client-joined")"),
                  HasSubstr(R"("data":"while you were away")")));
  EXPECT_EQ(manager.counters().suspended, 0U);
  EXPECT_EQ(manager.counters().resumes[ResumeOutcome::Resumed], 1U);
}

TEST_F(Resume, TakesOverFromAConnectionThatIsThere) {
  Person& a = session_member();
  Person& other = session_member();
  a.hears();
  a.says(kQuestion);
  Person& again = returns("token-1", 1);
  EXPECT_EQ(a.connection.closed, CloseReason::TakenOver);
  EXPECT_EQ(a.connection.closes, 1);
  a.hears();
  other.says(R"({"type":"text"})");
  wind(seconds{10});
  EXPECT_THAT(a.hears(), IsEmpty());
  EXPECT_THAT(other.hears(), ElementsAre(HasSubstr(R"("type":"text")"), HasSubstr("ack")));
  EXPECT_THAT(texts_of(again), testing::SizeIs(3));  // welcome, the answer, the text
}

TEST_F(Resume, EndsTheWindowOfTheSeat) {
  session_member().loses(CloseReason::ConnectionLost);
  Person& again = returns("token-1", 0);
  wind(limits.resume.window + seconds{2});
  EXPECT_EQ(again.connection.closed, std::nullopt);
  EXPECT_EQ(manager.client_count(), 1U);
}

TEST_F(Resume, BeginsTheCountToTheNextAckAnew) {
  Person& a = session_member();
  for (int i = 0; i < 15; ++i) a.says(R"({"type":"greeting"})");
  Person& again = returns("token-1", 0);
  again.hears();
  for (int i = 0; i < 15; ++i) again.says(R"({"type":"greeting"})");
  EXPECT_THAT(again.hears(), IsEmpty());
  again.says(R"({"type":"greeting"})");
  EXPECT_THAT(again.hears(), ElementsAre(HasSubstr(R"("data":{"received":31})")));
}

TEST_F(Resume, SaysInTheWelcomeWhatItHasReceivedAndSendsNoAckForThat) {
  Person& a = session_member();
  a.says(kQuestion);
  Person& again = returns("token-1", 0);
  EXPECT_THAT(texts_of(again).front(), HasSubstr(R"("received":1,)"));
  again.hears();
  wind(seconds{10});
  EXPECT_THAT(again.hears(), IsEmpty());
}

TEST_F(Resume, IsRefusedForACountThatIsNotKeptAndThenTheSeatGoes) {
  for (const std::uint64_t received : {std::uint64_t{0}, std::uint64_t{3}}) {
    Person& a = session_member();
    Person& b = session_member();
    a.hears();
    for (int i = 0; i < 2; ++i) b.says(kQuestion);
    b.says(R"({"type":"ack","data":{"received":1}})");
    const std::string token = received == 0 ? "token-2" : "token-4";
    EXPECT_FALSE(manager.is_resumable("r", token, received));
    EXPECT_EQ(returns(token, received).client, nullptr);
    EXPECT_EQ(b.connection.closed, CloseReason::TakenOver);
    EXPECT_THAT(a.hears(), ElementsAre(AllOf(HasSubstr("client-left"), HasSubstr("closed"))));
    EXPECT_FALSE(manager.is_resumable("r", token, 2));
    a.leaves();
  }
  EXPECT_EQ(manager.counters().resumes[ResumeOutcome::LostCount], 2U);
}

/// The refusal may be what is too much for another seat, which must not survive that.
TEST_F(Resume, ThatIsRefusedLeavesNoSeatOverItsLimit) {
  limits.resume.messages = 1;
  manager.set_limits(limits);
  Person& a = session_member();
  Person& b = session_member();
  a.hears();
  a.says(R"({"type":"ack","data":{"received":1}})");
  a.says(R"({"type":"x","receiver":")" + b.id + "\"}");
  a.says(kQuestion);
  a.loses(CloseReason::ConnectionLost);
  EXPECT_EQ(returns("token-2", 99).client, nullptr);
  EXPECT_EQ(manager.counters().seats_too_full, 1U);
  EXPECT_FALSE(manager.is_resumable("r", "token-1", 0));
  EXPECT_EQ(manager.client_count(), 0U);
}

TEST_F(Tokens, AreFreshEachTimeAndThePreviousOneIsGoodUntilTheNextIsConfirmed) {
  session_member();
  Person& first = returns("token-1", 0);
  EXPECT_TRUE(manager.is_resumable("r", "token-1", 0));
  EXPECT_TRUE(manager.is_resumable("r", "token-2", 0));
  // The welcome was lost, twice.
  Person& second = returns("token-1", 0);
  EXPECT_EQ(second.id, first.id);
  EXPECT_FALSE(manager.is_resumable("r", "token-2", 0));
  EXPECT_TRUE(manager.is_resumable("r", "token-3", 0));
  second.says(R"({"type":"ack","data":{"received":0}})");
  EXPECT_FALSE(manager.is_resumable("r", "token-1", 0));
  EXPECT_EQ(returns("token-1", 0).client, nullptr);
  EXPECT_EQ(second.connection.closed, std::nullopt);
  EXPECT_NE(returns("token-3", 0).client, nullptr);
}

TEST_F(Tokens, AreGoodInTheirRoomOnly) {
  Person& a = session_member("r");
  session_member("other");
  EXPECT_FALSE(manager.is_resumable("other", "token-1", 0));
  EXPECT_EQ(returns("token-1", 0, "other").client, nullptr);
  EXPECT_EQ(a.connection.closed, std::nullopt);
  EXPECT_EQ(returns("", 0).client, nullptr);
  EXPECT_EQ(returns("token-9", 0).client, nullptr);
  EXPECT_EQ(manager.counters().resumes[ResumeOutcome::Unknown], 3U);
}

TEST_F(Tokens, AreVoidOnceTheirSessionHasLeft) {
  Person& a = session_member();
  Person& again = returns("token-1", 0);
  again.says(R"({"type":"bye"})");
  EXPECT_FALSE(manager.is_resumable("r", "token-1", 0));
  EXPECT_FALSE(manager.is_resumable("r", "token-2", 0));
  EXPECT_EQ(a.connection.closed, CloseReason::TakenOver);
}

}  // namespace
}  // namespace parley::chat
