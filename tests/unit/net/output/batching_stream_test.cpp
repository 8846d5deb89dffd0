// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/batching_stream.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "unit/net/output/batching_stream_fixture.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

TEST_F(BatchingStreamTest, SendsWhatIsAppendedInOneTurnWithOneSend) {
  EXPECT_TRUE(stream().append("one ", kNoLimit));
  EXPECT_TRUE(stream().append("two", kNoLimit));
  EXPECT_EQ(pipe_->sends, 0);
  loop_.settle();
  EXPECT_EQ(pipe_->from_server, "one two");
  EXPECT_EQ(pipe_->sends, 1);
}

TEST_F(BatchingStreamTest, KeepsBeastsBytesAndFramesInTheirOrder) {
  EXPECT_TRUE(stream().append("one ", kNoLimit));
  const auto written = write("two ");
  EXPECT_TRUE(stream().append("three", kNoLimit));
  loop_.settle();
  EXPECT_EQ(pipe_->from_server, "one two three");
  EXPECT_EQ(written->ec, error_code{});
  EXPECT_EQ(written->bytes, 4U);
}

TEST_F(BatchingStreamTest, RefusesAFrameThatExceedsTheLimit) {
  pipe_->window = 0;
  EXPECT_TRUE(stream().append(std::string(60, 'a'), 100));
  EXPECT_FALSE(stream().append(std::string(41, 'b'), 100));
  EXPECT_TRUE(stream().append(std::string(40, 'c'), 100));
  EXPECT_EQ(stream().queued_bytes(), 100U);
}

TEST_F(BatchingStreamTest, TakesOneFrameAloneHoweverLongItIs) {
  EXPECT_TRUE(stream().append(std::string(500, 'a'), 100));
  EXPECT_FALSE(stream().append("b", 100));
}

TEST_F(BatchingStreamTest, DropsFramesBehindAClose) {
  stream().expect_frames();
  (void)write(std::string{"\x88\x02\x03\xe8", 4});
  EXPECT_TRUE(stream().append("behind", kNoLimit));
  loop_.settle();
  EXPECT_EQ(pipe_->from_server, (std::string{"\x88\x02\x03\xe8", 4}));
}

TEST_F(BatchingStreamTest, TakesNoByteOfHttpForAClose) {
  (void)write("\x88\x02\x03");
  EXPECT_TRUE(stream().append("behind", kNoLimit));
  loop_.settle();
  EXPECT_EQ(pipe_->from_server,
            "\x88\x02\x03"
            "behind");
}

TEST_F(BatchingStreamTest, GoesOnWhenTheClientHasRoomAgain) {
  pipe_->window = 4;
  EXPECT_TRUE(stream().append("one two", kNoLimit));
  loop_.settle();
  EXPECT_EQ(client_reads(), "one ");
  EXPECT_EQ(client_reads(), "two");
  EXPECT_EQ(stream().queued_bytes(), 0U);
}

TEST_F(BatchingStreamTest, CompletesAWriteAboveTheHighWaterOnceItHasGoneOut) {
  pipe_->window = kHighWater;
  const std::string large(kHighWater + 1, 'x');
  const auto written = write(large);
  loop_.settle();
  EXPECT_FALSE(written->ec);
  EXPECT_TRUE(stream().has_parked_write());
  (void)client_reads();
  EXPECT_EQ(written->ec, error_code{});
  EXPECT_EQ(written->bytes, large.size());
  EXPECT_FALSE(stream().has_parked_write());
}

TEST_F(BatchingStreamTest, NotesTheLongestQueue) {
  EXPECT_TRUE(stream().append(std::string(70, 'x'), kNoLimit));
  EXPECT_TRUE(stream().append(std::string(30, 'x'), kNoLimit));
  loop_.settle();
  EXPECT_TRUE(stream().append("x", kNoLimit));
  EXPECT_EQ(counters_.queue_high_water, 100U);
}

TEST_F(BatchingStreamTest, EndsTheConnectionIfItCannotSend) {
  pipe_->send_error = boost::asio::error::connection_reset;
  const auto outcome = read();
  EXPECT_TRUE(stream().append("x", kNoLimit));
  loop_.settle();
  EXPECT_TRUE(pipe_->is_closed);
  EXPECT_EQ(outcome->ec, boost::asio::error::operation_aborted);
}

TEST_F(BatchingStreamTest, DropsOutputOnlyIfNothingOfItIsOnItsWay) {
  EXPECT_TRUE(stream().append("frame", kNoLimit));
  EXPECT_TRUE(stream().discard_output());
  loop_.settle();
  EXPECT_EQ(pipe_->from_server, "");
  pipe_->window = 2;
  EXPECT_TRUE(stream().append("frame", kNoLimit));
  loop_.settle();
  EXPECT_FALSE(stream().discard_output());
}

TEST_F(BatchingStreamTest, AbortsAParkedWriteWhenItIsClosed) {
  pipe_->window = 0;
  const auto written = write(std::string(kHighWater + 1, 'x'));
  loop_.settle();
  stream().close();
  loop_.settle();
  EXPECT_EQ(written->ec, boost::asio::error::operation_aborted);
}

TEST_F(BatchingStreamTest, TakesFramesInVainOnceItIsClosed) {
  stream().close();
  EXPECT_TRUE(stream().append("x", kNoLimit));
  loop_.settle();
  EXPECT_EQ(pipe_->from_server, "");
  EXPECT_EQ(stream().queued_bytes(), 0U);
}

TEST_F(BatchingStreamTest, GivesMemoryBackAtOnceOrWhenTheQueueIsEmpty) {
  stream().release_memory();
  EXPECT_EQ(pipe_->releases, 1);
  EXPECT_TRUE(stream().append("x", kNoLimit));
  stream().release_memory();
  EXPECT_EQ(pipe_->releases, 1);
  loop_.settle();
  EXPECT_EQ(pipe_->releases, 2);
}

TEST_F(BatchingStreamTest, IsForgottenByTheQueueWhenItGoes) {
  EXPECT_TRUE(stream().append("x", kNoLimit));
  owner_.reset();
  loop_.settle();
  EXPECT_EQ(pipe_->from_server, "");
}

}  // namespace
}  // namespace parley::net
