// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <gtest/gtest.h>

#include "net/output/batching_stream.hpp"
#include "support/memory/memory_transport.hpp"
#include "support/memory/wound_loop.hpp"

namespace parley::net {

/// What keeps a stream alive, as a connection does.
struct StreamOwner {
  StreamOwner(test::WoundLoop& loop, FlushQueue& queue,
              const std::shared_ptr<test::MemoryPipe>& pipe)
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
  std::shared_ptr<StreamOwner> owner_ = std::make_shared<StreamOwner>(loop_, queue_, pipe_);
  const std::weak_ptr<StreamOwner> all_ = owner_;
  std::array<char, 64 * 1024> input_{};
};

}  // namespace parley::net
