// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// How a stream ends: what is queued goes out first.
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "unit/net/output/batching_stream_fixture.hpp"

namespace parley::net {
namespace {

class Finish : public BatchingStreamTest {
 protected:
  /// The owner lets go of itself, so that only the stream's operations hold it.
  void finish(bool peer_has_finished = false) {
    watch_ = owner_;
    stream().finish(owner_, peer_has_finished);
    owner_.reset();
    loop_.settle();
  }

  std::weak_ptr<StreamOwner> watch_;
};

TEST_F(Finish, SendsWhatIsQueuedThenTheEndAndWaitsForTheClients) {
  EXPECT_TRUE(stream().append("last words", kNoLimit));
  finish();
  EXPECT_EQ(pipe_->from_server, "last words");
  EXPECT_TRUE(pipe_->is_send_shut_down);
  EXPECT_FALSE(pipe_->is_closed);
  pipe_->is_finished = true;
  pipe_->pump();
  loop_.settle();
  EXPECT_TRUE(pipe_->is_closed);
  EXPECT_TRUE(watch_.expired());
}

TEST_F(Finish, DiscardsWhatTheClientStillSends) {
  finish();
  client_sends(std::string(100'000, 'x'));
  EXPECT_EQ(pipe_->to_server, "");
  EXPECT_FALSE(pipe_->is_closed);
}

TEST_F(Finish, ClosesRightBehindTheOutputIfTheClientHasFinished) {
  EXPECT_TRUE(stream().append("last words", kNoLimit));
  finish(/*peer_has_finished=*/true);
  EXPECT_EQ(pipe_->from_server, "last words");
  EXPECT_TRUE(pipe_->is_closed);
  EXPECT_TRUE(watch_.expired());
}

TEST_F(Finish, StillSendsToAClientThatOnlySaysNothingMore) {
  pipe_->window = 4;
  EXPECT_TRUE(stream().append("last words", kNoLimit));
  pipe_->is_finished = true;
  finish();
  EXPECT_FALSE(pipe_->is_closed);
  std::string all;
  for (int i = 0; i < 3; ++i) all += client_reads();
  EXPECT_EQ(all, "last words");
  EXPECT_TRUE(pipe_->is_closed);
  EXPECT_TRUE(watch_.expired());
}

TEST_F(Finish, LetsGoOfItsOwnerWhenItIsClosedInBetween) {
  pipe_->window = 4;
  EXPECT_TRUE(stream().append("last words", kNoLimit));
  pipe_->is_finished = true;
  finish();
  watch_.lock()->stream.close();
  loop_.settle();
  EXPECT_TRUE(watch_.expired());
}

}  // namespace
}  // namespace parley::net
