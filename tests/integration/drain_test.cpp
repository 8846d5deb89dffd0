// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Going down: SIGTERM, SIGINT, and whom they must not make wait.
#include <chrono>
#include <csignal>
#include <system_error>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr const char* kWideLimits =
    "limits: {messages_per_second: 1000000, message_burst: 1000000, bytes_per_second: 1GiB, "
    "byte_burst: 1GiB}\n";

void expect_bye_and_1012(const Ending& ending) {
  EXPECT_EQ(ending.code, 1012);
  ASSERT_FALSE(ending.before.empty());
  EXPECT_EQ(ending.before.back().at("type"), "bye");
  EXPECT_EQ(ending.before.back().at("sender"), "ground control");
}

class EachSignal : public testing::TestWithParam<int> {};

TEST_P(EachSignal, SaysByeAnd1012ToEveryoneAndEndsWith0) {
  ParleydProcess daemon;
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  Member c = join(daemon.port(), "coffee");
  Socket idle = Socket::tcp(daemon.port());
  daemon.signal(GetParam());
  for (Member* member : {&a, &b, &c}) {
    const Ending ending = member->ws.read_ending();
    expect_bye_and_1012(ending);
    ASSERT_EQ(ending.before.size(), 1U);  // no room-info about everybody's leaving
    EXPECT_EQ(ending.before[0].at("receiver"), member->id);
  }
  EXPECT_EQ(daemon.wait_for_exit(), 0);
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_THROW(Socket::tcp(daemon.port()), std::system_error);
}

INSTANTIATE_TEST_SUITE_P(Drain, EachSignal, testing::Values(SIGTERM, SIGINT));

TEST(Drain, WithoutClientsEndsAtOnce) {
  ParleydProcess daemon("drain: {deadline: 1h}\n");
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait_for_exit(), 0);
}

/// Twenty senders in the middle of their messages.
TEST(Drain, UnderLoadLosesAndRepeatsNothingThatWasAccepted) {
  ParleydProcess daemon(kWideLimits);
  constexpr std::size_t kPairs = 20;
  constexpr int kBatches = 10;
  constexpr int kBatch = 50;
  std::vector<Member> senders;
  std::vector<Member> receivers;
  for (std::size_t i = 0; i < kPairs; ++i) {
    senders.push_back(join(daemon.port(), "room" + std::to_string(i)));
    receivers.push_back(join(daemon.port(), "room" + std::to_string(i)));
  }
  for (std::size_t i = 0; i < kPairs; ++i) {
    std::string frames;
    for (int n = 0; n < kBatches * kBatch; ++n) {
      frames += encode_frame(
          Opcode::Text, json{{"type", "x"}, {"receiver", receivers[i].id}, {"data", n}}.dump());
      if (n % kBatch == kBatch - 1) frames += encode_frame(Opcode::Text, R"({"type":"ping"})");
    }
    senders[i].ws.send_raw(frames);
    if (i == kPairs / 2) daemon.signal(SIGTERM);
  }
  for (std::size_t i = 0; i < kPairs; ++i) {
    const Ending sent = senders[i].ws.read_ending();
    expect_bye_and_1012(sent);
    const Ending got = receivers[i].ws.read_ending();
    expect_bye_and_1012(got);
    const auto arrived = of_type(got.before, "x");
    // Who was told to go first gets nothing more, and the sender hears of each.
    const auto refused = of_type(sent.before, "error");
    for (const json& error : refused) EXPECT_EQ(error.at("data").at("code"), "no-such-client");
    EXPECT_GE(arrived.size() + refused.size(), of_type(sent.before, "pong").size() * kBatch);
    for (std::size_t n = 0; n < arrived.size(); ++n) ASSERT_EQ(arrived[n].at("data"), n);
  }
  EXPECT_EQ(daemon.wait_for_exit(), 0);
}

TEST(Drain, ASecondSignalIsImmediate) {
  ParleydProcess daemon("drain: {deadline: 1h}\nlimits: {close_deadline: 1h}\n");
  Member stuck = join(daemon.port(), "tea");
  daemon.signal(SIGTERM);
  EXPECT_EQ(stuck.ws.read().at("type"), "bye");
  EXPECT_TRUE(daemon.is_running());
  daemon.signal(SIGTERM);
  (void)daemon.wait_for_exit();  // well before the deadlines of an hour
}

TEST(Drain, AResponseOnItsWayArrivesAndIsTheLast) {
  TempDir site;
  constexpr std::size_t kBytes = 8 << 20;
  site.write("big.txt", std::string(kBytes, 'b'));
  ParleydProcess daemon(ParleydOptions{
      .config = "drain: {deadline: 1h}\nlimits: {keep_alive: 1h}\n", .web_root = site.path()});
  {
    Socket socket = Socket::tcp(daemon.port(), {.receive_buffer = 4096});
    socket.send(http_request("GET", "/big.txt"));
    const std::string begin = socket.read_some();
    daemon.signal(SIGTERM);
    daemon.wait_for_log({"event=draining"});
    const std::string all = begin + socket.read_to_end();
    EXPECT_EQ(all.size() - all.find("\r\n\r\n") - 4, kBytes);
  }
  EXPECT_EQ(daemon.wait_for_exit(), 0);
}

}  // namespace
}  // namespace parley::test
