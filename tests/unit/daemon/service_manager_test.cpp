// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/service_manager.hpp"

#include <cstdlib>

#include <gtest/gtest.h>
#include <unistd.h>

#include "support/notification_socket.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;
using test::NotificationSocket;

class EachKindOfSocket : public testing::TestWithParam<NotificationSocket::Kind> {};

TEST_P(EachKindOfSocket, GetsEveryStateAsAMessage) {
  NotificationSocket socket(GetParam());
  ServiceManager manager(socket.address(), std::nullopt);
  manager.ready("nobody");
  EXPECT_EQ(socket.read(), "READY=1\nSTATUS=nobody");
  manager.status("somebody");
  EXPECT_EQ(socket.read(), "STATUS=somebody");
  manager.alive();
  EXPECT_EQ(socket.read(), "WATCHDOG=1");
  manager.stopping();
  EXPECT_EQ(socket.read(), "STOPPING=1");
}

INSTANTIATE_TEST_SUITE_P(ServiceManager, EachKindOfSocket,
                         testing::Values(NotificationSocket::Kind::File,
                                         NotificationSocket::Kind::Abstract));

TEST(ServiceManager, TheSameStatusIsNotSentAgain) {
  NotificationSocket socket;
  ServiceManager manager(socket.address(), std::nullopt);
  manager.ready("nobody");
  manager.status("nobody");
  manager.status("somebody");
  EXPECT_EQ(socket.read(), "READY=1\nSTATUS=nobody");
  EXPECT_EQ(socket.read(), "STATUS=somebody");
}

TEST(ServiceManager, OneThatDoesNotReadCostsNothingButTheMessage) {
  NotificationSocket socket;
  const ServiceManager manager(socket.address(), std::nullopt);
  for (int i = 0; i < 10'000; ++i) manager.alive();  // more than any queue of the kernel holds
  EXPECT_EQ(socket.read(), "WATCHDOG=1");
}

TEST(ServiceManager, AnAddressThatLeadsNowhereIsHarmless) {
  ServiceManager("/nonexistent/socket", std::nullopt).stopping();
  ServiceManager(std::string(500, '/'), std::nullopt).stopping();
  ServiceManager().stopping();
}

class FromEnvironment : public testing::Test {
 protected:
  void set(const char* socket, const char* interval, const std::string& process) {
    ::setenv("NOTIFY_SOCKET", socket, 1);
    ::setenv("WATCHDOG_USEC", interval, 1);
    ::setenv("WATCHDOG_PID", process.c_str(), 1);
  }
};

TEST_F(FromEnvironment, TheVariablesAreTaken) {
  NotificationSocket socket;
  set(socket.address().c_str(), "2000000", std::to_string(::getpid()));
  const ServiceManager manager = ServiceManager::from_environment();
  EXPECT_EQ(manager.watchdog(), 2s);
  manager.alive();
  EXPECT_EQ(socket.read(), "WATCHDOG=1");
  for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) {
    EXPECT_EQ(std::getenv(name), nullptr) << name;
  }
}

TEST_F(FromEnvironment, NoWatchdogForAnotherProcessOrWithoutASocketOrANumber) {
  set("/run/x", "2000000", "1");
  EXPECT_EQ(ServiceManager::from_environment().watchdog(), std::nullopt);
  set("", "2000000", std::to_string(::getpid()));
  EXPECT_EQ(ServiceManager::from_environment().watchdog(), std::nullopt);
  for (const char* interval : {"", "0", "2s", "-1"}) {
    set("/run/x", interval, std::to_string(::getpid()));
    EXPECT_EQ(ServiceManager::from_environment().watchdog(), std::nullopt) << interval;
  }
}

}  // namespace
}  // namespace parley::daemon
