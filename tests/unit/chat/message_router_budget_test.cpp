// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "Error codes": errors that are the client's own fault are counted.
#include <optional>
#include <string>

#include "chat/message_router.hpp"
#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using protocol::ErrorCode;
using ErrorBudget = ChatTest;

constexpr const char* kWrong = R"({"type":"offer"})";

TEST_F(ErrorBudget, ClosesWith1008BeyondSixtyAMinute) {
  Person& a = member();
  Person& b = member();
  for (int i = 0; i < 60; ++i) a.says(kWrong);
  EXPECT_EQ(a.connection.closed, std::nullopt);
  EXPECT_EQ(a.hears().size(), 60U);
  EXPECT_EQ(a.says(kWrong), Duration::zero());
  EXPECT_EQ(a.hears().size(), 1U);
  EXPECT_EQ(a.connection.closed, CloseReason::TooManyErrors);
  EXPECT_EQ(manager.client_count(), 1U);
  wind(limits.room_info_interval);
  EXPECT_THAT(b.hears(), ElementsAre(room_info(list("r", {&b}))));
}

TEST_F(ErrorBudget, IsThereAgainAfterAMinute) {
  Person& a = member();
  for (int minute = 0; minute < 3; ++minute) {
    for (int i = 0; i < 60; ++i) a.says(kWrong);
    wind(seconds{60});
  }
  EXPECT_EQ(a.connection.closed, std::nullopt);
}

TEST_F(ErrorBudget, IsSpentByEachKindOfFaultOfTheClientsOwn) {
  limits.errors_per_minute = 0;
  manager.set_limits(limits);
  for (const char* fault :
       {"no JSON", R"({"type":"unknown","receiver":"ground control"})",
        R"({"type":"offer","receiver":"ground control"})", kWrong, R"({"type":"profile"})"}) {
    Person& a = member();
    a.says(fault);
    EXPECT_EQ(a.connection.closed, CloseReason::TooManyErrors) << fault;
  }
}

TEST_F(ErrorBudget, IsNotSpentByAReceiverThatHasGone) {
  Person& a = member();
  for (int i = 0; i < 200; ++i) a.says(R"({"type":"offer","receiver":"gone"})");
  EXPECT_EQ(a.connection.closed, std::nullopt);
  EXPECT_EQ(manager.counters().errors[ErrorCode::NoSuchClient], 200U);
}

TEST_F(ErrorBudget, OfAFirstMessageMayEndTheClientThatIsOwedAList) {
  limits.errors_per_minute = 0;
  manager.set_limits(limits);
  Person& a = member();
  Person& b = newcomer();
  b.hears();
  a.says(R"({"type":"profile","data":{"username":"x"}})");
  wind(limits.room_info_interval);
  b.says(kWrong);
  EXPECT_EQ(b.connection.closed, CloseReason::TooManyErrors);
  EXPECT_EQ(b.hears().size(), 1U);  // the error, and no list any more
}

}  // namespace
}  // namespace parley::chat
