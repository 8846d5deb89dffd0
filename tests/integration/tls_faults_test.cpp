// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Peers on an address with TLS that speak none, do not finish, do not read, or come in a flood.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/tls_daemon.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr const char* kWideTlsLimits =
    "messages_per_second: 1000000, message_burst: 1000000, bytes_per_second: 1GiB, "
    "byte_burst: 1GiB, room_bytes_per_second: 1GiB, new_connections_per_second: 100000, "
    "new_connection_burst: 100000, new_connections_per_address_per_second: 100000, "
    "new_connections_per_address_burst: 100000";

std::string limits(const std::string& more = {}) {
  return std::string("limits: {") + kWideTlsLimits + (more.empty() ? "" : ", ") + more + "}\n";
}

std::size_t open_descriptors(pid_t pid) {
  const std::filesystem::directory_iterator all("/proc/" + std::to_string(pid) + "/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::size_t resident_kib(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    if (word != "VmRSS:") continue;
    std::size_t kib = 0;
    status >> kib;
    return kib;
  }
  return 0;
}

/// Waits until the daemon has closed what it is going to close.
void wait_for_descriptors(pid_t pid, std::size_t count) {
  const auto until = steady_clock::now() + kPatience;
  while (open_descriptors(pid) > count && steady_clock::now() < until) {
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_LE(open_descriptors(pid), count);
}

class TlsFaults : public testing::Test {
 protected:
  TlsDaemon& start(const std::string& config = limits()) {
    daemon_ = std::make_unique<TlsDaemon>(folder_, config);
    bystander_ = std::make_unique<Member>(join(daemon_->connect(), "bystander"));
    return *daemon_;
  }

  void expect_others_are_served() {
    EXPECT_EQ(ask(*bystander_, {{"type", "ping"}}).at("type"), "pong");
    EXPECT_EQ(HttpClient(daemon_->connect()).get("/healthz").status, 200);
  }

  /// The line that the daemon writes at its end about what it has refused.
  void expect_refusals_at_the_end(int count) {
    daemon_->process().signal(SIGTERM);
    (void)bystander_->ws.read_ending();
    EXPECT_EQ(daemon_->process().wait_for_exit(), 0);
    daemon_->process().wait_for_log({"event=trouble", "refused=" + std::to_string(count) + " "});
  }

  TlsFolder folder_;
  std::unique_ptr<TlsDaemon> daemon_;
  std::unique_ptr<Member> bystander_;
};

TEST_F(TlsFaults, PlainHttpIsClosedAndCounted) {
  start();
  for (int i = 0; i < 3; ++i) {
    Socket plain = Socket::tcp(daemon_->port());
    plain.send(http_request("GET", "/room/tea/ws", upgrade_headers()));
    EXPECT_THAT(plain.read_to_end(), testing::Not(testing::HasSubstr("HTTP")));
  }
  expect_others_are_served();
  expect_refusals_at_the_end(3);
}

TEST_F(TlsFaults, AVersionThatIsTooOldAndADistrustedCertificateAreCounted) {
  start();
  EXPECT_THROW((void)daemon_->connect({.version = "1.1"}), std::runtime_error);
  const TlsFolder other;
  EXPECT_THROW((void)daemon_->connect({.authority = other.authority()}), std::runtime_error);
  expect_others_are_served();
  expect_refusals_at_the_end(2);
}

TEST_F(TlsFaults, WhoOnlyConnectsAndGoesIsNotCounted) {
  start();
  { const Socket looked = Socket::tcp(daemon_->port()); }
  expect_others_are_served();
  daemon_->process().signal(SIGTERM);
  (void)bystander_->ws.read_ending();
  EXPECT_EQ(daemon_->process().wait_for_exit(), 0);
  EXPECT_FALSE(daemon_->process().log_has("event=trouble"));
}

TEST_F(TlsFaults, AHandshakeThatNeverEndsIsClosedByTheDeadline) {
  start(limits("handshake_deadline: 300ms"));
  Socket silent = Socket::tcp(daemon_->port());
  Socket half = Socket::tcp(daemon_->port());
  const std::string begin_of_a_client_hello{"\x16\x03\x01\x02\x00\x01\x00", 7};
  half.send(begin_of_a_client_hello);
  Socket only_tls = daemon_->connect();
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_EQ(half.read_to_end(), "");
  EXPECT_EQ(only_tls.read_to_end(), "");
  expect_others_are_served();
  expect_refusals_at_the_end(3);
}

TEST_F(TlsFaults, AReaderThatStopsIsClosedAtTheLimitOfItsQueue) {
  start(limits("output_bytes: 256KiB, output_deadline: 1h"));
  Member sender = join(daemon_->connect(), "tea");
  Member stuck = join(daemon_->connect(), "tea");
  const std::size_t before = resident_kib(daemon_->process().pid());
  const std::string data(60'000, 'x');
  const std::string frame = encode_frame(
      Opcode::Text, json{{"type", "x"}, {"receiver", stuck.id}, {"data", data}}.dump());
  constexpr int kMessages = 400;  // 24 MB: more than the kernel takes for both of its buffers
  for (int i = 0; i < kMessages; ++i) sender.ws.send_raw(frame);
  daemon_->process().wait_for_log({"event=left", stuck.id, "reason=slow", "code=4431"});
  constexpr std::size_t kMuchKib = 8 * 1024;
  EXPECT_LT(resident_kib(daemon_->process().pid()), before + kMuchKib);
  expect_others_are_served();
}

TEST_F(TlsFaults, ASlowReaderGetsEverythingThatFits) {
  start(limits("output_bytes: 64MiB"));
  Member sender = join(daemon_->connect(), "tea");
  Member slow = join(daemon_->connect(), "tea");
  const std::string data(50'000, 'x');
  constexpr int kMessages = 100;
  for (int i = 0; i < kMessages; ++i) {
    sender.ws.send_json({{"type", "x"}, {"receiver", slow.id}, {"id", i}, {"data", data}});
  }
  EXPECT_EQ(ask(sender, {{"type", "ping"}}).at("type"), "pong");
  for (int i = 0; i < kMessages; ++i) ASSERT_EQ(slow.ws.read().at("id"), i);
}

TEST_F(TlsFaults, AFloodOfHandshakesLeavesNothingBehind) {
  start(limits("handshake_deadline: 1s"));
  const pid_t pid = daemon_->process().pid();
  const auto flood = [&] {
    for (int i = 0; i < 50; ++i) {
      Socket garbage = Socket::tcp(daemon_->port());
      (void)garbage.try_send(std::string(100, 'g'));
      Socket gone = Socket::tcp(daemon_->port());
      gone.reset();
      Socket whole = daemon_->connect({});
      if (i % 2 == 0) whole.reset();
    }
  };
  const std::size_t descriptors = open_descriptors(pid);
  flood();
  wait_for_descriptors(pid, descriptors);
  const std::size_t before = resident_kib(pid);
  for (int i = 0; i < 4; ++i) flood();
  wait_for_descriptors(pid, descriptors);
  constexpr std::size_t kLittleKib = 2 * 1024;  // 10 KiB a handshake would be 6 MiB
  EXPECT_LT(resident_kib(pid), before + kLittleKib);
  expect_others_are_served();
}

/// New keys carry no data, cost work, and TLS sets no limit to them.
TEST_F(TlsFaults, AFloodOfNewKeysIsCutAndHoldsNobodyUp) {
  start();
  Member flooder = join(daemon_->connect({.version = "1.3"}), "tea");
  EXPECT_EQ(ask(flooder, {{"type", "ping"}}).at("type"), "pong");
  const auto change_keys_until_cut = [&] {
    const auto until = steady_clock::now() + kPatience;
    while (steady_clock::now() < until) (void)flooder.ws.socket().tls_client().change_keys();
  };
  EXPECT_ANY_THROW(change_keys_until_cut());
  daemon_->process().wait_for_log({"event=left", flooder.id, "reason=lost"});
  expect_others_are_served();
}

TEST_F(TlsFaults, AFewNewKeysAreFine) {
  start();
  Member member = join(daemon_->connect({.version = "1.3"}), "tea");
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(member.ws.socket().tls_client().change_keys());
    ASSERT_EQ(ask(member, {{"type", "ping"}}).at("type"), "pong");
  }
}

}  // namespace
}  // namespace parley::test
