// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/flush_queue.hpp"

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "net/output/batching_stream.hpp"
#include "support/memory/memory_transport.hpp"
#include "support/memory/wound_loop.hpp"

namespace parley::net {
namespace {

class FlushQueueTest : public testing::Test {
 protected:
  struct End {
    std::shared_ptr<test::MemoryPipe> pipe = std::make_shared<test::MemoryPipe>();
    std::shared_ptr<BatchingStream> stream;

    void append(std::string_view frame) { ASSERT_TRUE(stream->append(frame, 1 << 20)); }
    [[nodiscard]] int sends() const { return pipe->sends; }
  };

  End open() {
    End end;
    end.stream = std::make_shared<BatchingStream>(
        loop_.executor(), loop_.scheduler(),
        std::make_unique<test::MemoryTransport>(loop_.executor(), end.pipe), queue_);
    end.stream->set_owner(end.stream);
    return end;
  }

  /// One batch of ready events: what they post comes in the next one.
  void run_once() {
    bool is_over = false;
    boost::asio::post(loop_.executor(), [&] { is_over = true; });
    loop_.io().restart();
    while (!is_over) loop_.io().poll_one();
  }

  test::WoundLoop loop_;
  Counters counters_;
  FlushQueue queue_{loop_.executor(), counters_};
};

TEST_F(FlushQueueTest, SendsOfEachStreamOnceInATurn) {
  End a = open();
  End b = open();
  a.append("1");
  b.append("2");
  a.append("3");
  loop_.settle();
  EXPECT_EQ(a.pipe->from_server, "13");
  EXPECT_EQ(b.pipe->from_server, "2");
  EXPECT_EQ(a.sends() + b.sends(), 2);
}

TEST_F(FlushQueueTest, SendsNothingWhileAMessageIsHandled) {
  End a = open();
  {
    const FlushQueue::MessageScope scope(queue_);
    a.append("x");
    run_once();
    EXPECT_EQ(a.sends(), 0);
  }
  loop_.settle();
  EXPECT_EQ(a.sends(), 1);
}

TEST_F(FlushQueueTest, WaitsWhileMessagesKeepComing) {
  End a = open();
  for (int i = 0; i < 5; ++i) {
    {
      const FlushQueue::MessageScope scope(queue_);
      a.append("x");
    }
    if (i > 0) run_once();
    EXPECT_EQ(a.sends(), 0) << i;
  }
  loop_.settle();
  EXPECT_EQ(a.sends(), 1);
  EXPECT_EQ(a.pipe->from_server, "xxxxx");
}

TEST_F(FlushQueueTest, WaitsForEightBatchesAtMostEachTime) {
  End a = open();
  const auto handle_message = [&] {
    const FlushQueue::MessageScope scope(queue_);
    a.append("x");
  };
  for (int round = 1; round <= 2; ++round) {
    handle_message();
    int batches = 0;
    for (; a.sends() < round && batches < 100; ++batches) {
      handle_message();  // comes before the flush of the one before has its turn
      run_once();
    }
    EXPECT_EQ(batches, 9) << round;
  }
}

TEST_F(FlushQueueTest, BearsTheEndOfAStreamThatIsEnlisted) {
  End a = open();
  End b = open();
  a.append("1");
  b.append("2");
  a.stream.reset();
  loop_.settle();
  EXPECT_EQ(a.sends(), 0);
  EXPECT_EQ(b.pipe->from_server, "2");
}

TEST_F(FlushQueueTest, BearsTheEndOfAStreamDuringTheFlushOfAnother) {
  End a = open();
  End b = open();
  const std::string more_than_is_buffered(64 * 1024 + 1, 'x');
  a.stream->async_write_some(boost::asio::buffer(more_than_is_buffered),
                             [&](error_code, std::size_t) { b.stream.reset(); });
  b.append("2");
  loop_.settle();
  EXPECT_EQ(b.stream, nullptr);
  EXPECT_EQ(b.sends(), 0);
  a.append("3");
  loop_.settle();
  EXPECT_EQ(a.pipe->from_server, more_than_is_buffered + "3");
}

TEST_F(FlushQueueTest, ServesAStreamAgainAfterItsFlush) {
  End a = open();
  for (int i = 1; i <= 3; ++i) {
    a.append("x");
    loop_.settle();
    EXPECT_EQ(a.sends(), i);
  }
}

}  // namespace
}  // namespace parley::net
