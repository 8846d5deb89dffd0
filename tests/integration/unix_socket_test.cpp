// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Listening on a Unix socket: who may connect, and whose file it is.
#include <filesystem>
#include <fstream>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

class UnixSocket : public testing::Test {
 protected:
  std::unique_ptr<ParleydProcess> start(std::string config = {}, bool is_started = true) {
    auto daemon = std::make_unique<ParleydProcess>(
        ParleydOptions{.config = std::move(config),
                       .listen = {"127.0.0.1:0", "unix:" + path_.string()},
                       .is_started = is_started});
    if (is_started) daemon->wait_for_log({"event=listening", path_.string()});
    return daemon;
  }

  bool is_served() const {
    Member a = join(Socket::unix_domain(path_), "tea");
    return ask(a, {{"type", "ping"}}).at("type") == "pong";
  }

  TempDir dir_;
  std::filesystem::path path_ = dir_.path() / "parley.sock";
};

TEST_F(UnixSocket, LeadsToTheSameRoomsAsTcp) {
  const auto daemon = start();
  Member a = join(Socket::unix_domain(path_), "tea");
  const Member b = join(daemon->port(), "tea");
  EXPECT_THAT(ids_in_room(a), testing::ElementsAre(a.id, b.id));
}

TEST_F(UnixSocket, HasTheConfiguredMode) {
  const auto daemon = start("unix_socket: {mode: \"0640\"}\n");
  struct stat info {};
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0640U);
  EXPECT_TRUE(is_served());
}

TEST_F(UnixSocket, HasTheMode0660ByDefault) {
  const auto daemon = start();
  struct stat info {};
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0660U);
}

TEST_F(UnixSocket, IsRemovedAtTheEnd) {
  const auto daemon = start();
  daemon->signal(SIGTERM);
  EXPECT_EQ(daemon->wait_for_exit(), 0);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(UnixSocket, LeftBehindByACrashIsReplaced) {
  start()->kill();
  ASSERT_TRUE(std::filesystem::exists(path_));
  const auto daemon = start();
  EXPECT_TRUE(is_served());
}

TEST_F(UnixSocket, OfARunningDaemonIsNotTaken) {
  const auto daemon = start();
  const auto second = start({}, /*is_started=*/false);
  EXPECT_EQ(second->wait_for_exit(), 1);
  second->wait_for_log({path_.string()});
  EXPECT_TRUE(is_served());
}

TEST_F(UnixSocket, AFileInItsPlaceIsNotTouched) {
  dir_.write("parley.sock", "precious");
  const auto daemon = start({}, /*is_started=*/false);
  EXPECT_EQ(daemon->wait_for_exit(), 1);
  std::ifstream file(path_);
  std::string content;
  file >> content;
  EXPECT_EQ(content, "precious");
}

TEST_F(UnixSocket, AnUnknownGroupIsRefused) {
  const auto daemon = start("unix_socket: {group: no-such-group}\n", /*is_started=*/false);
  EXPECT_NE(daemon->wait_for_exit(), 0);
  daemon->wait_for_log({"no-such-group"});
}

TEST_F(UnixSocket, ItsPeersForwardingHeaderIsBelieved) {
  const auto daemon = start("limits: {connections_per_address: 1}\n");
  const HttpClient::Headers forwarded{"X-Forwarded-For: 203.0.113.1"};
  const Member a = join(Socket::unix_domain(path_), "tea", {}, forwarded);
  HttpClient second(Socket::unix_domain(path_));
  EXPECT_EQ(second.get("/room/tea/ws", upgrade_headers(forwarded)).status, 429);
}

TEST_F(UnixSocket, IsServedWithoutTrustInAnybody) {
  const auto daemon = start("trusted_proxies: []\n");
  EXPECT_TRUE(is_served());
  EXPECT_TRUE(is_served());
}

}  // namespace
}  // namespace parley::test
