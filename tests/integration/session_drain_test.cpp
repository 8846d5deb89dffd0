// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The end of a daemon, as those of both protocols see it.
#include <algorithm>
#include <csignal>

#include <gtest/gtest.h>

#include "support/session_restart.hpp"

namespace parley::test {
namespace {

using Drained = SessionRestart;

TEST_F(Drained, WhatIsSentToOneThatHasGoneMeanwhileIsReplayed) {
  start("drain: {spread: 2s, deadline: 10s}\n");
  V1Client a = enter();
  V1Client b = enter();
  Member early = join(daemon_->port(), "tea");
  Member late = join(daemon_->port(), "tea");
  (void)a.messages_until_now();
  (void)b.messages_until_now();
  daemon_->signal(SIGTERM);
  EXPECT_EQ(late.ws.read_ending().code, 1012);
  b.drop();
  daemon_->wait_for_log({"event=suspended", b.id()});
  for (int i = 0; i < 3; ++i) a.send({{"type", "x"}, {"receiver", b.id()}, {"data", i}});
  EXPECT_EQ(early.ws.read_ending().code, 1012);
  expect_farewell(a.read_ending());  // and nothing of b's going
  wait_for_end();
  start();
  (void)b.resume(daemon_->port());
  (void)a.resume(daemon_->port());
  EXPECT_TRUE(b.is_resumed());
  (void)a.messages_until_now();
  const auto seen = b.messages_until_now();
  EXPECT_EQ(data_of(seen, "x"), (std::vector<json>{0, 1, 2}));
  EXPECT_FALSE(std::ranges::any_of(seen, is_about_presence));
}

TEST_F(Drained, WhoGoesInTheGraceIsMissedAndComesBackAsEver) {
  start("drain: {grace: 1s, spread: 0s}\n");
  V1Client a = enter();
  V1Client b = enter();
  (void)a.messages_until_now();
  daemon_->signal(SIGTERM);
  daemon_->wait_for_log({"event=draining"});
  b.drop();
  EXPECT_EQ(a.read().at("type"), "client-suspended");
  expect_farewell(a.read_ending());
  wait_for_end();
  start();
  (void)a.resume(daemon_->port());
  (void)b.resume(daemon_->port());
  EXPECT_EQ(a.read().at("type"), "client-resumed");
}

TEST_F(Drained, WhatWasUnderWayToAStuckReaderIsReplayed) {
  start("drain: {spread: 0s, deadline: 500ms}\n");
  V1Client a = enter();
  V1Client stuck = enter();
  (void)a.messages_until_now();
  const WsClient older = stuck.release();  // reads nothing, and does not answer a Close
  for (int i = 0; i < 20; ++i) a.send({{"type", "x"}, {"receiver", stuck.id()}, {"data", i}});
  (void)a.messages_until_now();
  daemon_->signal(SIGTERM);
  expect_farewell(a.read_ending());
  wait_for_end();
  start();
  (void)stuck.resume(daemon_->port());
  std::vector<json> expected;
  for (int i = 0; i < 20; ++i) expected.emplace_back(i);
  EXPECT_EQ(data_of(stuck.messages_until_now(), "x"), expected);
}

TEST_F(Drained, AllAreToldByTheEndOfTheSpread) {
  start("drain: {spread: 200ms, deadline: 1h}\n");
  V1Client v1 = enter();
  std::vector<Member> base;
  for (int i = 0; i < 10; ++i) base.push_back(join(daemon_->port(), "tea"));
  (void)v1.messages_until_now();
  daemon_->signal(SIGTERM);
  for (Member& member : base) {
    const Ending ending = member.ws.read_ending();
    EXPECT_EQ(ending.code, 1012);
    EXPECT_EQ(ending.before.size(), 1U);  // of going-away it is not told
  }
  expect_farewell(v1.read_ending());
  wait_for_end();
  start();
  // Those of the base protocol have left meanwhile, which the version tells.
  EXPECT_GT(v1.resume(daemon_->port()).at("room").at("version"), 11);
  v1.send({{"type", "get-room-info"}});
  const auto info = data_of(v1.messages_until_now(), "room-info");
  ASSERT_EQ(info.size(), 1U);
  EXPECT_EQ(info[0].at("clients"), listed({{v1.id()}}));
}

}  // namespace
}  // namespace parley::test
