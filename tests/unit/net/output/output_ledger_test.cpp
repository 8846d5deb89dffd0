// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// The output that waits for peers that do not take it: how long it may, and how much may.
#include "net/output/output_ledger.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "net/output/batching_stream.hpp"
#include "support/memory/memory_transport.hpp"
#include "support/memory/wound_loop.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

/// A frame of a text message of this size, header included; at least 130 bytes.
std::string frame_of(std::size_t size) {
  const std::size_t payload = size - 4;
  std::string frame{"\x81\x7e", 2};
  frame += static_cast<char>(payload >> 8);
  frame += static_cast<char>(payload & 0xff);
  return frame + std::string(payload, 'x');
}

/// A stream to a peer that takes as much as it is told to.
struct Peer {
  Peer(test::WoundLoop& loop, FlushQueue& queue)
      : stream(loop.executor(), loop.scheduler(),
               std::make_unique<test::MemoryTransport>(loop.executor(), pipe), queue) {
    pipe->window = 0;
  }
  std::shared_ptr<test::MemoryPipe> pipe = std::make_shared<test::MemoryPipe>();
  BatchingStream stream;
};

class WaitingOutput : public testing::Test {
 protected:
  WaitingOutput() { queue_.ledger().set_limits(limits_); }
  void TearDown() override {
    for (const auto& peer : peers_) peer->stream.close();
    loop_.settle();
    const std::vector<std::weak_ptr<Peer>> all{peers_.begin(), peers_.end()};
    peers_.clear();
    loop_.settle();
    for (const auto& peer : all) EXPECT_TRUE(peer.expired());
    EXPECT_EQ(queue_.ledger().total_bytes(), 0U);
    EXPECT_EQ(account(1).output_bytes, 0U);
  }

  Peer& peer(std::uint8_t address = 0, bool is_framed = true) {
    Peer& peer = *peers_.emplace_back(std::make_shared<Peer>(loop_, queue_));
    peer.stream.set_owner(peers_.back());
    if (is_framed) peer.stream.expect_frames();
    if (address != 0) peer.stream.charge_to(accounts_.open(AddressKey{address}));
    return peer;
  }
  /// False if the stream takes nothing more.
  bool send(Peer& peer, std::size_t size, int count = 1) {
    for (int i = 0; i < count; ++i) {
      if (!peer.stream.append(frame_of(size), 1 << 30)) return false;
      loop_.settle();
    }
    return true;
  }
  std::string take(Peer& peer, std::size_t bytes) {
    peer.pipe->window = bytes;
    peer.pipe->pump();
    loop_.settle();
    peer.pipe->window = 0;
    return std::exchange(peer.pipe->from_server, {});
  }
  bool is_too_slow(const Peer& peer) {
    return peer.stream.is_too_slow(loop_.scheduler().now(), limits_);
  }
  Account& account(std::uint8_t number) { return *accounts_.open(AddressKey{number}).get(); }

  Limits limits_{.output_deadline = 10s,
                 .output_bytes_per_second = 1000,
                 .total_output_bytes = 100'000,
                 .output_bytes_per_address = 20'000};
  AccountTable accounts_;
  test::WoundLoop loop_;
  Counters counters_;
  FlushQueue queue_{loop_.executor(), counters_};
  std::vector<std::shared_ptr<Peer>> peers_;
};

TEST_F(WaitingOutput, IsTooSlowWithoutProgress) {
  Peer& one = peer();
  EXPECT_FALSE(is_too_slow(one));
  send(one, 20'000);
  loop_.advance(9s);
  EXPECT_FALSE(is_too_slow(one));
  (void)take(one, 1);
  loop_.advance(9s);
  EXPECT_FALSE(is_too_slow(one));
  loop_.advance(1s);
  EXPECT_TRUE(is_too_slow(one));
}

/// A byte now and then is progress, but not enough.
TEST_F(WaitingOutput, IsTooSlowIfItTakesLongerThanItsLength) {
  Peer& one = peer();
  send(one, 5000);
  for (int second = 1; second < 15; ++second) {
    loop_.advance(1s);
    (void)take(one, 1);
    EXPECT_FALSE(is_too_slow(one)) << second;
  }
  loop_.advance(1s);
  EXPECT_TRUE(is_too_slow(one));
}

TEST_F(WaitingOutput, IsNotTooSlowAtTheRateThatIsAskedFor) {
  Peer& one = peer();
  send(one, 5000);
  for (int second = 0; second < 60; ++second) {
    loop_.advance(1s);
    (void)take(one, 1000);
    send(one, 1000);
    EXPECT_FALSE(is_too_slow(one)) << second;
  }
}

TEST_F(WaitingOutput, IsChargedWhileItWaits) {
  Peer& one = peer(1);
  send(one, 1000, 3);
  EXPECT_EQ(queue_.ledger().total_bytes(), 3000U);
  EXPECT_EQ(account(1).output_bytes, 3000U);
  (void)take(one, 1200);
  EXPECT_EQ(account(1).output_bytes, 1800U);
  (void)take(one, 5000);
  EXPECT_EQ(account(1).output_bytes, 0U);
}

TEST_F(WaitingOutput, IsNotChargedWhenItIsTaken) {
  Peer& one = peer(1);
  one.pipe->window = test::MemoryPipe::kUnlimited;
  for (int i = 0; i < 50; ++i) {
    EXPECT_TRUE(send(one, 15'000));
    EXPECT_EQ(queue_.ledger().total_bytes(), 0U);
  }
}

TEST_F(WaitingOutput, MovesWithItsStreamToAnotherAddress) {
  Peer& one = peer(1);
  send(one, 1000);
  one.stream.charge_to(accounts_.open(AddressKey{2}));
  EXPECT_EQ(account(1).output_bytes, 0U);
  EXPECT_EQ(account(2).output_bytes, 1000U);
}

TEST_F(WaitingOutput, OfAnAddressIsBoundedAndItsSlowestLoses) {
  Peer& slow = peer(1);
  Peer& other = peer(2);
  send(slow, 1000, 8);
  send(other, 1000, 8);
  loop_.advance(1s);
  Peer& later = peer(1);
  send(later, 1000, 12);
  EXPECT_FALSE(slow.stream.has_lost_output());
  EXPECT_TRUE(send(later, 1000));
  EXPECT_TRUE(slow.stream.has_lost_output());
  EXPECT_FALSE(later.stream.has_lost_output());
  EXPECT_FALSE(other.stream.has_lost_output());
  EXPECT_EQ(account(1).output_bytes, 13'000U);
  EXPECT_FALSE(send(slow, 1000)) << "nothing is sent behind a gap";
}

TEST_F(WaitingOutput, OfAllIsBoundedAndTheSlowestLoses) {
  std::vector<Peer*> peers;
  for (std::uint8_t number = 1; number <= 10; ++number) {
    peers.push_back(&peer(number));
    send(*peers.back(), 1000, 10);
    loop_.advance(1ms);
  }
  (void)take(*peers.front(), 10'000);  // all of it: it is no longer the slowest
  send(*peers.front(), 1000, 10);
  EXPECT_TRUE(send(*peers.back(), 1000));
  EXPECT_TRUE(peers[1]->stream.has_lost_output());
  EXPECT_FALSE(peers[0]->stream.has_lost_output());
  EXPECT_LE(queue_.ledger().total_bytes(), 100'000U);
}

TEST_F(WaitingOutput, ThatIsLostEndsWithAWholeFrame) {
  Peer& slow = peer(1);
  send(slow, 1000, 3);
  std::string seen = take(slow, 1300);
  slow.stream.lose_output();
  EXPECT_EQ(slow.stream.queued_bytes(), 700U);
  slow.stream.accept_again();
  EXPECT_TRUE(slow.stream.append(frame_of(200), 1000));
  seen += take(slow, 5000);
  EXPECT_EQ(seen, frame_of(1000) + frame_of(1000) + frame_of(200));
}

TEST_F(WaitingOutput, ThatBeginsWithAFrameIsLostAsAWhole) {
  Peer& slow = peer(1);
  send(slow, 1000, 3);
  slow.stream.lose_output();
  EXPECT_EQ(slow.stream.queued_bytes(), 0U);
}

TEST_F(WaitingOutput, KeepsTheResponseToTheUpgrade) {
  Peer& slow = peer(1, /*is_framed=*/false);
  EXPECT_TRUE(slow.stream.append("HTTP/1.1 101", 1000));
  slow.stream.expect_frames();
  send(slow, 1000, 2);
  slow.stream.lose_output();
  EXPECT_EQ(take(slow, 5000), "HTTP/1.1 101");
}

TEST_F(WaitingOutput, ThatIsNoFramesEndsTheConnection) {
  Peer& slow = peer(1, /*is_framed=*/false);
  send(slow, 1000, 3);
  slow.stream.lose_output();
  EXPECT_TRUE(slow.pipe->is_closed);
}

TEST_F(WaitingOutput, ThatIsLostTwiceEndsTheConnection) {
  Peer& slow = peer(1);
  send(slow, 1000, 3);
  (void)take(slow, 300);
  slow.stream.lose_output();
  EXPECT_FALSE(slow.pipe->is_closed);
  slow.stream.lose_output();
  EXPECT_TRUE(slow.pipe->is_closed);
}

}  // namespace
}  // namespace parley::net
