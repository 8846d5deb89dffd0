// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "parley.v1", "What is counted".
#include <string>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::ErrorCode;
using testing::HasSubstr;
using Acks = ChatTest;

constexpr const char* kCounted = R"({"type":"greeting"})";
constexpr Duration kLatest = seconds{5};

std::string ack(const Person& to, int received) {
  return R"({"sender":"ground control","receiver":")" + to.id +
         R"(","type":"ack","data":{"received":)" + std::to_string(received) + "}}";
}
std::string ack_of(const std::string& received) {
  return R"({"type":"ack","data":{"received":)" + received + "}}";
}

TEST_F(Acks, ComeWithTheSixteenthMessage) {
  Person& a = session_member();
  for (int i = 0; i < 15; ++i) a.says(kCounted);
  EXPECT_THAT(a.hears(), IsEmpty());
  a.says(kCounted);
  EXPECT_THAT(a.hears(), ElementsAre(ack(a, 16)));
  for (int i = 0; i < 16; ++i) a.says(kCounted);
  EXPECT_THAT(a.hears(), ElementsAre(ack(a, 32)));
}

TEST_F(Acks, ComeWith64KiB) {
  Person& a = session_member();
  const std::string half = R"({"type":"greeting","data":")" + std::string(32 * 1024, 'x') + "\"}";
  a.says(half);
  EXPECT_THAT(a.hears(), IsEmpty());
  a.says(half);
  EXPECT_THAT(a.hears(), ElementsAre(ack(a, 2)));
}

TEST_F(Acks, ComeWithinFiveSecondsOfTheFirstMessage) {
  for (const Duration offset : {milliseconds{0}, milliseconds{500}, milliseconds{999}}) {
    Person& a = session_member();
    wind(offset);
    a.says(kCounted);
    a.says(kCounted);
    wind(seconds{1});
    EXPECT_THAT(a.hears(), IsEmpty());
    wind(kLatest - seconds{1});
    EXPECT_THAT(a.hears(), ElementsAre(ack(a, 2)));
    a.leaves();
  }
}

TEST_F(Acks, DoNotComeIfNothingCountedCame) {
  Person& a = session_member();
  a.says(kCounted);
  wind(kLatest);
  a.hears();
  for (const char* uncounted :
       {R"({"type":"pong"})", R"({"type":"pong","receiver":"ground control"})",
        R"({"type":"ack","data":{"received":0}})",
        R"({"type":"ack","receiver":"","data":{"received":0}})",
        R"({"type":"ack","receiver":null,"data":{"received":0}})",
        R"({"type":"ack","receiver":"ground control","data":{"received":0}})"}) {
    a.says(uncounted);
  }
  wind(2 * kLatest);
  EXPECT_THAT(a.hears(), IsEmpty());
  a.says(R"({"type":"ping"})");
  wind(2 * kLatest);
  EXPECT_THAT(a.hears(), ElementsAre(HasSubstr(R"("type":"pong")")));
}

TEST_F(Acks, CountEverythingElseAlsoWhatIsAnsweredWithAnError) {
  Person& a = session_member();
  Person& b = session_member();
  a.hears();
  for (const std::string& counted :
       {std::string{"no JSON"}, std::string{"[]"}, std::string{R"({"type":"unknown"})"},
        std::string{R"({"type":"profile"})"}, std::string{R"({"type":"text"})"},
        R"({"type":"ping","receiver":")" + b.id + "\"}",
        R"({"type":"ack","receiver":")" + b.id + "\"}",
        R"({"type":"bye","receiver":")" + b.id + "\"}",
        std::string{R"({"type":"pong","receiver":"room"})"},
        std::string{R"({"type":"offer","receiver":"gone"})"}}) {
    a.says(counted);
  }
  a.hears();
  wind(kLatest);
  EXPECT_THAT(a.hears(), ElementsAre(ack(a, 10)));
}

TEST_F(Acks, OfTheClientLetGoOfWhatIsKept) {
  Person& a = session_member();
  EXPECT_EQ(manager.counters().kept_messages, 0U);
  for (int i = 0; i < 3; ++i) a.says(R"({"type":"get-room-info"})");
  EXPECT_EQ(manager.counters().kept_messages, 3U);
  EXPECT_GT(manager.counters().kept_bytes, 0U);
  a.says(R"({"type":"ping"})");  // its pong is not kept
  manager.ping(*a.client);
  EXPECT_EQ(manager.counters().kept_messages, 3U);
  a.says(ack_of("2"));
  EXPECT_EQ(manager.counters().kept_messages, 1U);
  a.says(ack_of("3"));
  EXPECT_EQ(manager.counters().kept_messages, 0U);
  EXPECT_EQ(manager.counters().kept_bytes, 0U);
}

TEST_F(Acks, ThatCannotBeAreBadMessages) {
  Person& a = session_member();
  for (int i = 0; i < 3; ++i) a.says(R"({"type":"get-room-info"})");
  a.says(ack_of("2"));
  a.hears();
  const auto& counters = manager.counters();
  const std::size_t kept = counters.kept_messages;
  std::size_t errors = 0;
  for (const char* wrong : {"1", "9", "18446744073709551616", "-1", "2.0", "null", "\"2\""}) {
    a.says(ack_of(wrong));
    ++errors;
    EXPECT_THAT(a.hears(), ElementsAre(HasSubstr(R"("data":{"code":"bad-message",)"))) << wrong;
    EXPECT_EQ(counters.kept_messages, kept + errors) << wrong;  // the error itself
  }
  a.says(R"({"type":"ack"})");
  EXPECT_THAT(a.hears(), ElementsAre(HasSubstr(R"("type":"ack"})")));
}

TEST_F(Acks, AreNothingThatABaseClientCanSay) {
  Person& a = member();
  a.says(ack_of("0"));
  EXPECT_THAT(a.hears(), ElementsAre(error(a, ErrorCode::ReceiverRequired, R"(,"type":"ack")")));
  a.says(R"({"type":"ack","receiver":"ground control"})");
  EXPECT_THAT(a.hears(), ElementsAre(HasSubstr(R"("code":"unknown-type")")));
}

}  // namespace
}  // namespace parley::chat
