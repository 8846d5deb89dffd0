// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/trouble_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_event_log.hpp"

namespace parley::daemon {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TroubleReportTest : public testing::Test {
 protected:
  test::FakeEventLog log;
  TroubleReport report{log};
  chat::Counters chat;
  net::Counters net;
};

TEST_F(TroubleReportTest, SaysNothingWhereNothingHasHappened) {
  report.write(chat, net, 7);
  EXPECT_THAT(log.lines, IsEmpty());
}

TEST_F(TroubleReportTest, AddsUpWhatHasHappened) {
  net.count(net::Refusal::Origin);
  net.count(net::Refusal::Tls);
  net.exceptions = 1;
  net.accept_errors = 4;
  chat.throttled[chat::ThrottleCause::Bytes] = 3;
  chat.errors[protocol::ErrorCode::Internal] = 5;
  report.write(chat, net, 7);
  EXPECT_THAT(log.lines, ElementsAre("trouble refused=2 throttled=3 errors=5 exceptions=1 "
                                     "accept_errors=4 clients=7"));
}

TEST_F(TroubleReportTest, TellsEachTroubleOnce) {
  net.exceptions = 1;
  report.write(chat, net, 0);
  report.write(chat, net, 0);
  net.exceptions = 3;
  report.write(chat, net, 0);
  ASSERT_EQ(log.lines.size(), 2U);
  EXPECT_EQ(log.lines[1],
            "trouble refused=0 throttled=0 errors=0 exceptions=2 accept_errors=0 clients=0");
}

}  // namespace
}  // namespace parley::daemon
