// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the daemon tells a service manager, as systemd's notification protocol has it.
#include <algorithm>
#include <chrono>
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/notification_socket.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

class ServiceManager : public testing::Test {
 protected:
  NotificationSocket socket_;
};

TEST_F(ServiceManager, IsToldOnceTheDaemonListens) {
  ParleydProcess daemon(ParleydOptions{.environment = {{"NOTIFY_SOCKET", socket_.address()}}});
  EXPECT_EQ(socket_.read(), "READY=1\nSTATUS=0 clients in 0 rooms");
  EXPECT_EQ(http_get(daemon.port(), "/readyz").status, 200);
}

TEST_F(ServiceManager, IsNotToldThatItIsReadyIfItIsNot) {
  const ParleydProcess other;
  ParleydProcess daemon(ParleydOptions{.listen = {"127.0.0.1:" + std::to_string(other.port())},
                                       .environment = {{"NOTIFY_SOCKET", socket_.address()}},
                                       .is_started = false});
  EXPECT_EQ(daemon.wait_for_exit(), 1);
  EXPECT_EQ(socket_.read_now(), std::nullopt);
}

TEST_F(ServiceManager, SeesRoomsAndClients) {
  ParleydProcess daemon(ParleydOptions{.environment = {{"NOTIFY_SOCKET", socket_.address()}}});
  (void)socket_.read();
  const Member a = join(daemon.port(), "tea");
  const Member b = join(daemon.port(), "tea");
  const Member c = join(daemon.port(), "coffee");
  std::string status = socket_.read();
  while (status != "STATUS=3 clients in 2 rooms") status = socket_.read();
}

TEST_F(ServiceManager, IsToldOfTheEndBeforeItComes) {
  ParleydProcess daemon(ParleydOptions{.config = "drain: {spread: 0s, deadline: 1h}\n",
                                       .environment = {{"NOTIFY_SOCKET", socket_.address()}}});
  (void)socket_.read();
  daemon.signal(SIGTERM);
  EXPECT_EQ(socket_.read(), "STOPPING=1");
  EXPECT_EQ(daemon.wait_for_exit(), 0);
}

TEST_F(ServiceManager, GetsASignOfLifeWithinHalfOfItsPatience) {
  const ParleydProcess daemon(ParleydOptions{
      .environment = {{"NOTIFY_SOCKET", socket_.address()}, {"WATCHDOG_USEC", "4500000"}}});
  EXPECT_EQ(socket_.read().substr(0, 7), "READY=1");
  EXPECT_EQ(socket_.read(), "WATCHDOG=1");
  // A loaded machine makes some of them late, a wrong interval makes all of them late.
  std::chrono::nanoseconds shortest = 1h;
  for (int i = 0; i < 5 && shortest >= 2250ms; ++i) {
    const auto last = steady_clock::now();
    EXPECT_EQ(socket_.read(), "WATCHDOG=1");
    shortest = std::min(shortest, std::chrono::nanoseconds{steady_clock::now() - last});
  }
  EXPECT_LT(shortest, 2250ms);
}

TEST_F(ServiceManager, GetsNoSignOfLifeFromALoopThatHangs) {
  const ParleydProcess daemon(ParleydOptions{
      .environment = {{"NOTIFY_SOCKET", socket_.address()}, {"WATCHDOG_USEC", "60000"}}});
  (void)socket_.read();
  EXPECT_EQ(socket_.read(), "WATCHDOG=1");
  daemon.signal(SIGSTOP);
  while (socket_.read_within(500ms)) continue;
  daemon.signal(SIGCONT);
  EXPECT_EQ(socket_.read(), "WATCHDOG=1");
}

TEST(WithoutServiceManager, TheDaemonRunsAllTheSame) {
  const ParleydProcess daemon(ParleydOptions{
      .environment = {{"NOTIFY_SOCKET", "/nonexistent/notify"}, {"WATCHDOG_USEC", "many"}}});
  EXPECT_EQ(http_get(daemon.port(), "/healthz").status, 200);
}

}  // namespace
}  // namespace parley::test
