// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/inherited_sockets.hpp"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace parley::daemon {
namespace {

using testing::ElementsAre;
using testing::FieldsAre;
using testing::IsEmpty;

class InheritedSockets : public testing::Test {
 protected:
  static auto with(const char* count, const std::string& process, const char* names) {
    ::setenv("LISTEN_FDS", count, 1);
    ::setenv("LISTEN_PID", process.c_str(), 1);
    if (names != nullptr) ::setenv("LISTEN_FDNAMES", names, 1);
    return inherited_sockets();
  }

  const std::string us_ = std::to_string(::getpid());
};

TEST_F(InheritedSockets, AreCountedFromThree) {
  EXPECT_THAT(with("2", us_, nullptr), ElementsAre(FieldsAre(3, false), FieldsAre(4, false)));
}

TEST_F(InheritedSockets, ThoseNamedTlsSpeakIt) {
  EXPECT_THAT(with("3", us_, "parley:tls:tls-not"),
              ElementsAre(FieldsAre(3, false), FieldsAre(4, true), FieldsAre(5, false)));
}

TEST_F(InheritedSockets, MayLackNames) {
  EXPECT_THAT(with("2", us_, "tls"), ElementsAre(FieldsAre(3, true), FieldsAre(4, false)));
}

TEST_F(InheritedSockets, OfAnotherProcessAreNotOurs) {
  EXPECT_THAT(with("1", "1", "tls"), IsEmpty());
  EXPECT_THAT(with("1", "", "tls"), IsEmpty());
}

TEST_F(InheritedSockets, AreNoneWithoutANumber) {
  for (const char* count : {"", "0", "one", "-1"}) EXPECT_THAT(with(count, us_, ""), IsEmpty());
}

TEST_F(InheritedSockets, LeaveNothingInTheEnvironment) {
  (void)with("1", "1", "tls");
  for (const char* name : {"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"}) {
    EXPECT_EQ(std::getenv(name), nullptr) << name;
  }
}

}  // namespace
}  // namespace parley::daemon
