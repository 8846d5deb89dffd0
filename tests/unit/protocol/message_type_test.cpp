// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/message_type.hpp"

#include <gtest/gtest.h>

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

TEST(MessageClassTest, PutsEveryTypeIntoOne) {
  for (const char* name : {"offer", "answer", "icecandidate"}) {
    EXPECT_EQ(message_class(message_type(name)), MessageClass::Signaling) << name;
  }
  for (const char* name :
       {"ping", "pong", "get-room-info", "profile", "get-ice-servers", "greeting", "bye"}) {
    EXPECT_EQ(message_class(message_type(name)), MessageClass::Control) << name;
  }
  EXPECT_EQ(message_class(message_type("text")), MessageClass::Text);
  EXPECT_EQ(message_class(message_type("draw")), MessageClass::Other);
}

TEST(Address, OfServerAndRoomAreWhatClientsWrite) {
  EXPECT_EQ(kServerAddress, "ground control");
  EXPECT_EQ(kRoomAddress, "room");
}

}  // namespace
}  // namespace parley::protocol
