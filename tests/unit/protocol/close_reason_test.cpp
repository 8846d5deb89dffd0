// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/close_reason.hpp"

#include <algorithm>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "unit/protocol/golden.hpp"

namespace parley::protocol {
namespace {

TEST(CloseTable, IsTheGoldenOne) {
  const auto rows = test::golden("close.json").at("reasons");
  ASSERT_EQ(close_table().size(), rows.size());
  for (const auto& row : rows) {
    const std::string name = test::text_of(row, "reason");
    const auto info = std::ranges::find(close_table(), name, &CloseInfo::name);
    ASSERT_NE(info, close_table().end()) << name;
    EXPECT_EQ(info->code, row.at("code").get<int>()) << name;
    // Before 1000 the `bye` is an answer, which the chat layer gives.
    EXPECT_EQ(info->says_bye, row.at("bye").get<bool>() && name != "bye") << name;
  }
}

// Reconnecting is for the client to decide by the code alone, so no code may be new to it.
TEST(CloseTable, UsesOnlyCodesThatClientsKnow) {
  std::map<int, std::string> again;
  const auto codes = test::golden("close.json").at("codes");
  for (const auto& row : codes) again[row.at("code").get<int>()] = test::text_of(row, "again");
  for (const CloseInfo& info : close_table()) EXPECT_EQ(again.count(info.code), 1U) << info.name;
}

TEST(CloseTable, IsIndexedByReason) {
  for (const CloseInfo& info : close_table()) EXPECT_EQ(&close_info(info.reason), &info);
  EXPECT_EQ(close_info(CloseReason::SlowConsumer).code, 4431);
  EXPECT_EQ(close_info(CloseReason::Bye).code, 1000);
}

// docs/protocol.md, "Seats": who may come back, and what the others are told of who may not.
TEST(CloseTable, KeepsTheSeatOfWhoMayComeBack) {
  const std::map<std::string_view, std::string_view> kept{{"disconnected", "closed"},
                                                          {"lost", "closed"},
                                                          {"internal", "closed"},
                                                          {"draining", "shutdown"},
                                                          {"timeout", "timeout"}};
  const std::map<std::string_view, std::string_view> given_up{{"bye", "bye"},
                                                              {"closed", "closed"},
                                                              {"protocol-error", "policy"},
                                                              {"binary", "policy"},
                                                              {"invalid-utf8", "policy"},
                                                              {"too-big", "policy"},
                                                              {"too-fast", "policy"},
                                                              {"too-many-errors", "policy"},
                                                              {"slow", "slow"},
                                                              {"over-capacity", ""},
                                                              {"bad-join", ""},
                                                              {"taken-over", ""},
                                                              {"room-full", ""},
                                                              {"token-required", ""},
                                                              {"token-invalid", ""},
                                                              {"token-expired", ""},
                                                              {"not-for-this-room", ""},
                                                              {"password-required", ""},
                                                              {"password-wrong", ""},
                                                              {"too-many-tries", ""},
                                                              {"locked", ""}};
  EXPECT_EQ(close_table().size(), kept.size() + given_up.size());
  for (const CloseInfo& info : close_table()) {
    const auto& row = info.keeps_seat ? kept : given_up;
    ASSERT_TRUE(row.contains(info.name)) << info.name;
    EXPECT_EQ(row.at(info.name), info.departure) << info.name;
  }
}

// RFC 6455 section 5.5: a control frame has 125 bytes, two of which are the code.
TEST(CloseTable, SentencesFitIntoACloseFrame) {
  for (const CloseInfo& info : close_table()) {
    EXPECT_FALSE(info.sentence.empty());
    const std::size_t name = info.tells_name() ? info.name.size() + 2 : 0;
    EXPECT_LE(name + info.sentence.size(), 123U) << info.name;
  }
}

}  // namespace
}  // namespace parley::protocol
