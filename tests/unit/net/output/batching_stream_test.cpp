// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/batching_stream.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_transport.hpp"
#include "support/memory/wound_loop.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

/// What keeps a stream alive, as a connection does.
struct Owner {
  Owner(test::WoundLoop& loop, FlushQueue& queue, const std::shared_ptr<test::MemoryPipe>& pipe)
      : stream(loop.executor(), loop.scheduler(),
               std::make_unique<test::MemoryTransport>(loop.executor(), pipe), queue) {}
  BatchingStream stream;
};

class BatchingStreamTest : public testing::Test {
 protected:
  static constexpr std::size_t kNoLimit = 1 << 30;
  static constexpr std::size_t kHighWater = 64 * 1024;

  BatchingStreamTest() { owner_->stream.set_owner(owner_); }

  /// What is still under way holds the stream, as it holds a connection: it ends here.
  void TearDown() override {
    if (const auto owner = all_.lock()) owner->stream.close();
    owner_.reset();
    loop_.settle();
    EXPECT_TRUE(all_.expired());
  }

  BatchingStream& stream() { return owner_->stream; }

  /// What a read of Beast's ends with, once it does.
  struct Outcome {
    std::optional<error_code> ec;
    std::size_t bytes = 0;
  };
  std::shared_ptr<Outcome> read() {
    auto outcome = std::make_shared<Outcome>();
    stream().async_read_some(boost::asio::buffer(input_),
                             [outcome, owner = owner_](error_code ec, std::size_t bytes) {
                               *outcome = {ec, bytes};
                             });
    loop_.settle();
    return outcome;
  }
  std::shared_ptr<Outcome> write(std::string_view bytes) {
    auto outcome = std::make_shared<Outcome>();
    stream().async_write_some(boost::asio::buffer(bytes.data(), bytes.size()),
                              [outcome](error_code ec, std::size_t count) {
                                *outcome = {ec, count};
                              });
    return outcome;
  }
  void client_sends(std::string_view bytes) {
    pipe_->to_server += bytes;
    pipe_->pump();
    loop_.settle();
  }
  std::string client_reads() {
    std::string bytes = std::exchange(pipe_->from_server, {});
    pipe_->pump();
    loop_.settle();
    return bytes;
  }

  test::WoundLoop loop_;
  Counters counters_;
  FlushQueue queue_{loop_.executor(), counters_};
  std::shared_ptr<test::MemoryPipe> pipe_ = std::make_shared<test::MemoryPipe>();
  std::shared_ptr<Owner> owner_ = std::make_shared<Owner>(loop_, queue_, pipe_);
  const std::weak_ptr<Owner> all_ = owner_;
  std::array<char, 64 * 1024> input_{};
};

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

TEST_F(BatchingStreamTest, TellsForHowLongTheClientHasTakenNothing) {
  EXPECT_EQ(stream().stalled_for(loop_.scheduler().now()), 0s);
  pipe_->window = 4;
  EXPECT_TRUE(stream().append("one two three", kNoLimit));
  loop_.settle();
  loop_.advance(3s);
  EXPECT_EQ(stream().stalled_for(loop_.scheduler().now()), 3s);
  (void)client_reads();  // takes some: the wait begins anew
  EXPECT_EQ(stream().stalled_for(loop_.scheduler().now()), 0s);
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

TEST_F(BatchingStreamTest, ReadsOnWhileNoMoreComesThanTheRate) {
  stream().limit_input({16 * 1024, 64 * 1024});
  for (int i = 0; i < 4; ++i) {
    const auto outcome = read();
    client_sends(std::string(16 * 1024 - 1, 'i'));
    EXPECT_EQ(outcome->ec, error_code{}) << i;
  }
  EXPECT_EQ(counters_.held_inputs, 0U);
}

class HeldInput : public BatchingStreamTest {
 protected:
  /// A read that waits because as much has come as is let in at once.
  std::shared_ptr<Outcome> held_read() {
    stream().limit_input({16 * 1024, 16 * 1024});
    (void)read();
    client_sends(std::string(2 * 16 * 1024, 'i'));
    auto outcome = read();
    EXPECT_TRUE(stream().is_input_held());
    EXPECT_EQ(counters_.held_inputs, 1U);
    return outcome;
  }
};

TEST_F(HeldInput, IsReadAfterItsTime) {
  const auto outcome = held_read();
  client_sends("more");
  loop_.advance(990ms);
  EXPECT_FALSE(outcome->ec);
  loop_.advance(20ms);
  EXPECT_EQ(outcome->ec, error_code{});
  EXPECT_EQ(outcome->bytes, 4U);
  EXPECT_FALSE(stream().is_input_held());
}

TEST_F(HeldInput, IsAbortedAtOnceWhenTheConnectionIsClosed) {
  const auto outcome = held_read();
  stream().close();
  loop_.settle();
  EXPECT_EQ(outcome->ec, boost::asio::error::operation_aborted);
  EXPECT_FALSE(stream().is_input_held());
  EXPECT_EQ(loop_.scheduler().pending(), 0U);
}

TEST_F(HeldInput, CountsWhatIsChargedToIt) {
  stream().limit_input({16 * 1024, 16 * 1024});
  stream().charge_input(32 * 1024);
  (void)read();
  EXPECT_TRUE(stream().is_input_held());
}

class Finish : public BatchingStreamTest {
 protected:
  /// The owner lets go of itself, so that only the stream's operations hold it.
  void finish(bool peer_has_finished = false) {
    watch_ = owner_;
    stream().finish(owner_, peer_has_finished);
    owner_.reset();
    loop_.settle();
  }

  std::weak_ptr<Owner> watch_;
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
