// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/refusal_log.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_event_log.hpp"
#include "support/fake_scheduler.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class RefusalLogTest : public testing::Test {
 protected:
  void refuse(Refusal reason) {
    if (log_.begin(reason)) log_.write({reason, 403, "192.0.2.1", "room-socket", "why"});
  }

  test::FakeScheduler scheduler_;
  test::FakeEventLog events_;
  RefusalLog log_{scheduler_, events_};
};

TEST_F(RefusalLogTest, WritesOneLineASecondAndCountsTheOthers) {
  for (int i = 0; i < 3; ++i) refuse(Refusal::Origin);
  scheduler_.advance(999ms);
  refuse(Refusal::Origin);
  scheduler_.advance(1ms);
  refuse(Refusal::Origin);
  scheduler_.advance(1s);
  refuse(Refusal::Origin);
  const std::string line =
      "upgrade-refused reason=origin status=403 address=192.0.2.1 path=room-socket detail=why "
      "unwritten=";
  EXPECT_THAT(events_.lines, ElementsAre(line + "0", line + "3", line + "0"));
}

TEST_F(RefusalLogTest, CountsEachReasonByItself) {
  refuse(Refusal::Origin);
  refuse(Refusal::AddressRate);
  refuse(Refusal::Origin);
  EXPECT_EQ(events_.lines.size(), 2U);
}

}  // namespace
}  // namespace parley::net
