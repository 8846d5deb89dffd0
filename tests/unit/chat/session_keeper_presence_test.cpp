// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "parley.v1": how often the others are told of one client.
#include <string>
#include <vector>

#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// One client that comes and goes, and one that is told.
class PresenceOfOne : public ChatTest {
 protected:
  PresenceOfOne() {
    watcher_.says(R"({"type":"ack","data":{"received":0}})");
    goer_->says(R"({"type":"ack","data":{"received":0}})");
    watcher_.hears();
  }

  void drop() { EXPECT_TRUE(goer_->loses(CloseReason::ConnectionLost)); }
  void resume() {
    goer_ = &returns("token-" + std::to_string(next_token_ - 1), 0);
    ++next_token_;
    ASSERT_NE(goer_->client, nullptr);
    goer_->says(R"({"type":"ack","data":{"received":0}})");
  }

  Person& watcher_ = session_member();
  Person* goer_ = &session_member();
  int next_token_ = 3;
};

TEST_F(PresenceOfOne, IsToldAtOnceAfterAQuietTime) {
  drop();
  EXPECT_THAT(watcher_.hears(), ElementsAre(HasSubstr("client-suspended")));
  resume();
  EXPECT_THAT(watcher_.hears(), ElementsAre(HasSubstr("client-resumed")));
}

TEST_F(PresenceOfOne, IsFoldedWhenItChangesTooOften) {
  drop();
  resume();
  watcher_.hears();
  for (int i = 0; i < 20; ++i) {
    drop();
    resume();
  }
  EXPECT_THAT(watcher_.hears(), IsEmpty());
  wind(seconds{5});
  EXPECT_THAT(watcher_.hears(), IsEmpty()) << "it is there, as they know";
}

TEST_F(PresenceOfOne, IsToldLaterIfItStillHolds) {
  drop();
  resume();
  watcher_.hears();
  drop();
  EXPECT_THAT(watcher_.hears(), IsEmpty());
  wind(seconds{4});
  EXPECT_THAT(watcher_.hears(), ElementsAre(HasSubstr("client-suspended")));
  resume();
  wind(seconds{4});
  EXPECT_THAT(watcher_.hears(), ElementsAre(HasSubstr("client-resumed")));
}

TEST_F(PresenceOfOne, IsToldAtMostOnceInTwoSecondsHoweverOftenItChanges) {
  for (int i = 0; i < 80; ++i) {  // 20 s, with a time that is no multiple of the pace
    i % 2 == 0 ? drop() : resume();
    wind(std::chrono::milliseconds{250});
  }
  EXPECT_THAT(watcher_.hears(), SizeIs(testing::Le(12)));
}

/// Each change has its number: a folded one has none, or everybody would ask for the list.
TEST_F(PresenceOfOne, RaisesTheVersionOnlyWhenItIsTold) {
  const std::uint64_t before = manager.snapshot().rooms.front().version;
  for (int i = 0; i < 5; ++i) {
    drop();
    resume();
  }
  EXPECT_EQ(manager.snapshot().rooms.front().version, before + 2);
}

TEST_F(PresenceOfOne, EndsWithTheSeatEvenIfItsAbsenceWasNotTold) {
  drop();
  resume();
  drop();
  watcher_.hears();
  limits.resume.window = seconds{1};
  wind(seconds{40});
  EXPECT_THAT(watcher_.hears(), testing::Contains(HasSubstr("client-left")));
}

/// Five at once, then with a growing pause; the seat stays.
TEST_F(PresenceOfOne, ResumesArePaced) {
  const auto begin = [&] { return manager.begin_resume("r", "token-2", 0); };
  drop();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(begin(), Duration::zero());
  EXPECT_EQ(begin(), seconds{1});
  EXPECT_FALSE(manager.is_resumable("r", "token-2", 0));
  wind(seconds{1});
  EXPECT_TRUE(manager.is_resumable("r", "token-2", 0));
  EXPECT_EQ(begin(), Duration::zero());
  EXPECT_EQ(begin(), seconds{2});
  resume();  // the seat is there
  EXPECT_EQ(manager.begin_resume("r", "token-9", 0), Duration::zero()) << "nothing to wait for";
}

}  // namespace
}  // namespace parley::chat
