// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/message_type.hpp"

#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "unit/protocol/golden.hpp"

namespace parley::protocol {
namespace {

TEST(MessageTypeTest, KnowsTheTypesThatTheServerHasRulesFor) {
  EXPECT_EQ(message_type("ping"), MessageType::Ping);
  EXPECT_EQ(message_type("pong"), MessageType::Pong);
  EXPECT_EQ(message_type("text"), MessageType::Text);
  EXPECT_EQ(message_type("get-room-info"), MessageType::GetRoomInfo);
  EXPECT_EQ(message_type("profile"), MessageType::Profile);
  EXPECT_EQ(message_type("get-ice-servers"), MessageType::GetIceServers);
  EXPECT_EQ(message_type("offer"), MessageType::Offer);
  EXPECT_EQ(message_type("answer"), MessageType::Answer);
  EXPECT_EQ(message_type("icecandidate"), MessageType::IceCandidate);
  EXPECT_EQ(message_type("greeting"), MessageType::Greeting);
  EXPECT_EQ(message_type("bye"), MessageType::Bye);
}

TEST(MessageTypeTest, TakesEverythingElseForAnApplications) {
  for (const char* name : {"", "Ping", "ping ", "pin", "pings", "room-info", "ice-servers", "error",
                           "iceCandidate", "ice-candidate"}) {
    EXPECT_EQ(message_type(name), MessageType::Other) << name;
  }
}

// What the server sends by itself is any application's type if a client sends it.
TEST(MessageTypeTest, TakesWhatOnlyTheServerSendsForAnApplications) {
  for (const MessageTypeInfo& row : message_type_table()) {
    const bool is_server_only = row.sender == Sender::Server;
    EXPECT_EQ(message_type(row.name), is_server_only ? MessageType::Other : row.type) << row.name;
  }
}

TEST(MessageTypeTable, IsIndexedByType) {
  for (const MessageTypeInfo& row : message_type_table()) {
    EXPECT_EQ(&message_type_info(row.type), &row);
  }
}

TEST(MessageTypeTable, NamesEachTypeOnce) {
  std::set<std::string_view> names;
  for (const MessageTypeInfo& row : message_type_table()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.name.empty(), row.type == MessageType::Other);
  }
}

TEST(MessageTypeTable, IsTheGoldenOne) {
  const auto rows = test::golden("types.json").at("table");
  ASSERT_EQ(rows.size() + 1, message_type_table().size());  // Other has no name
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const MessageTypeInfo& info = message_type_table()[i];
    const auto& row = rows[i];
    EXPECT_EQ(info.name, test::text_of(row, "type"));
    EXPECT_EQ(kMessageClassNames[info.message_class], test::text_of(row, "class")) << info.name;
    EXPECT_EQ(info.only_v1, row.at("only_v1").get<bool>()) << info.name;
    EXPECT_EQ(info.counted_to_server, row.at("counted_to_server").get<bool>()) << info.name;
    EXPECT_EQ(info.counted_from_server, row.at("counted_from_server").get<bool>()) << info.name;
  }
}

TEST(Address, OfServerAndRoomAreWhatClientsWrite) {
  EXPECT_EQ(kServerAddress, "ground control");
  EXPECT_EQ(kRoomAddress, "room");
}

}  // namespace
}  // namespace parley::protocol
