// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Sessions of parley.v1 over the end of one daemon and the start of the next.
#include "support/session_restart.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <set>

#include <gtest/gtest.h>

namespace parley::test {
namespace {

using Restart = SessionRestart;

TEST_F(Restart, IsNotNoticedByAnybody) {
  start();
  V1Client a = enter();
  V1Client b = enter();
  V1Client c = enter();
  (void)a.messages_until_now();
  (void)b.messages_until_now();
  daemon_->signal(SIGTERM);
  std::set<int> delays;
  for (V1Client* client : {&a, &b, &c}) {
    const Ending ending = client->read_ending();
    expect_farewell(ending);
    delays.insert(ending.before.at(0).at("data").at("reconnect_after_ms").get<int>());
  }
  EXPECT_EQ(delays.size(), 3U);  // not all in the same instant
  EXPECT_GE(*delays.begin(), 1);
  EXPECT_LE(*delays.rbegin(), 60'000);
  wait_for_end();
  const std::string id = a.id();
  start();
  for (V1Client* client : {&c, &a, &b}) {
    const json welcome = client->resume(daemon_->port());
    EXPECT_TRUE(client->is_resumed());
    EXPECT_EQ(welcome.at("room"), (json{{"version", 3}}));
  }
  EXPECT_EQ(a.id(), id);
  EXPECT_EQ(a.welcome().at("id"), id);
  a.send({{"type", "text"}, {"data", "still here"}});
  a.send({{"type", "get-room-info"}, {"id", 1}});
  const auto seen = a.messages_until_now();
  EXPECT_EQ(data_of(seen, "room-info"),
            (std::vector<json>{{{"room_id", "tea"},
                                {"version", 3},
                                {"clients", listed({{a.id()}, {b.id()}, {c.id()}})}}}));
  for (V1Client* client : {&b, &c}) {
    const auto told = client->messages_until_now();
    EXPECT_EQ(data_of(told, "text"), std::vector<json>{"still here"});
    EXPECT_FALSE(std::ranges::any_of(told, is_about_presence)) << testing::PrintToString(told);
  }
}

TEST_F(Restart, TheFileIsForThisUserOnlyAndGoneOnceRead) {
  namespace fs = std::filesystem;
  start();
  V1Client a = enter();
  daemon_->signal(SIGTERM);
  (void)a.read_ending();
  wait_for_end();
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1);
  start();
  daemon_->wait_for_log({"event=sessions-restored", "clients=1", "rooms=1"});
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(Restart, WithoutClientsOfV1LeavesNoFile) {
  start();
  const Member base = join(daemon_->port(), "tea");
  daemon_->signal(SIGTERM);
  daemon_->signal(SIGTERM);
  wait_for_end();
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(Restart, WhoDoesNotComeBackHasLeft) {
  const std::string soon = "resume: {window: 1s, state_file: " + file_.string() + "}\n";
  daemon_ = std::make_unique<ParleydProcess>(soon);
  V1Client a = enter();
  V1Client b = enter();
  (void)a.messages_until_now();
  daemon_->signal(SIGTERM);
  (void)a.read_ending();
  (void)b.read_ending();
  wait_for_end();
  daemon_ = std::make_unique<ParleydProcess>(soon);
  (void)a.resume(daemon_->port());
  EXPECT_TRUE(a.is_resumed());
  EXPECT_EQ(a.read().at("data"), (json{{"id", b.id()}, {"reason", "timeout"}, {"version", 3}}));
}

TEST_F(Restart, UsesTheFolderOfTheServiceManager) {
  const ParleydOptions options{
      .config = "drain: {spread: 0s}\n",
      .environment = {{"RUNTIME_DIRECTORY", folder_.path().string() + ":/nonexistent"}}};
  daemon_ = std::make_unique<ParleydProcess>(options);
  V1Client a = enter();
  daemon_->signal(SIGTERM);
  (void)a.read_ending();
  wait_for_end();
  EXPECT_TRUE(std::filesystem::exists(file_));
  daemon_ = std::make_unique<ParleydProcess>(options);
  (void)a.resume(daemon_->port());
  EXPECT_TRUE(a.is_resumed());
}

TEST_F(Restart, WithoutAPlaceForTheFileEndsAllSessions) {
  const ParleydOptions options{.environment = {{"RUNTIME_DIRECTORY", ""}}};
  daemon_ = std::make_unique<ParleydProcess>(options);
  V1Client a = enter();
  daemon_->signal(SIGTERM);
  expect_farewell(a.read_ending());
  wait_for_end();
  daemon_ = std::make_unique<ParleydProcess>(options);
  (void)a.resume(daemon_->port());
  EXPECT_FALSE(a.is_resumed());
}

TEST_F(Restart, AfterACrashThereIsNothingToResume) {
  start();
  V1Client a = enter();
  daemon_->kill();
  daemon_.reset();
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  const std::string id = a.id();
  start();
  (void)a.resume(daemon_->port());
  EXPECT_FALSE(a.is_resumed());
  EXPECT_NE(a.id(), id);
}

TEST_F(Restart, TwiceInARowWithoutComingBackBetween) {
  start();
  V1Client a = enter();
  V1Client b = enter();
  (void)a.messages_until_now();
  b.drop();
  EXPECT_EQ(a.read().at("type"), "client-suspended");
  a.send({{"type", "x"}, {"receiver", b.id()}, {"data", "\u00e9 \U0001F600 \n"}});
  (void)a.messages_until_now();
  for (int i = 0; i < 2; ++i) {
    daemon_->signal(SIGTERM);
    wait_for_end();
    start();
  }
  a.drop();
  (void)a.resume(daemon_->port());
  (void)b.resume(daemon_->port());
  EXPECT_TRUE(a.is_resumed());
  EXPECT_EQ(data_of(b.messages_until_now(), "x"), std::vector<json>{"\u00e9 \U0001F600 \n"});
  // It was known to be away before, so its return is told.
  EXPECT_EQ(a.read().at("type"), "client-resumed");
}

}  // namespace
}  // namespace parley::test
