// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// A client that sends more than its rate is read later.
#include <chrono>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "unit/net/output/batching_stream_fixture.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

TEST_F(BatchingStreamTest, ReadsOnWhileNoMoreComesThanTheRate) {
  stream().limit_input({16 * 1024, 64 * 1024});
  for (int i = 0; i < 4; ++i) {
    const auto outcome = read();
    client_sends(std::string(16 * 1024 - 1, 'i'));
    EXPECT_EQ(outcome->ec, error_code{}) << i;
  }
  EXPECT_EQ(counters_.held_inputs, 0U);
}

/// The clock is read only once enough has come.
TEST_F(BatchingStreamTest, ChargesInputInLotsOf16KiB) {
  stream().limit_input({1000, 1000});
  (void)read();
  client_sends(std::string(16 * 1024 - 1, 'i'));
  (void)read();
  EXPECT_FALSE(stream().is_input_held());
  client_sends("i");
  (void)read();
  EXPECT_TRUE(stream().is_input_held());
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

}  // namespace
}  // namespace parley::net
