// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Sockets that a service manager holds: served like our own, and nobody is refused while one daemon
// follows the other.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/handed_descriptors.hpp"
#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kNoRateLimits =
    "limits: {new_connections_per_second: 100000, new_connection_burst: 100000, "
    "messages_per_second: 1000000, message_burst: 1000000, bytes_per_second: 1GiB, "
    "byte_burst: 1GiB}\n"
    "drain: {spread: 1s}\n";

enum class Kind { Tcp, Unix };

/// Holds the listening socket, as systemd does, and starts daemons on it.
class Supervisor {
 public:
  explicit Supervisor(Kind kind)
      : kind_(kind),
        listener_(kind == Kind::Tcp ? HeldListener::tcp() : HeldListener::unix_domain(path())) {}

  [[nodiscard]] std::unique_ptr<ParleydProcess> start(std::string config = kNoRateLimits) const {
    return std::make_unique<ParleydProcess>(
        ParleydOptions{.config = std::move(config), .handed = {{listener_.descriptor()}}});
  }

  [[nodiscard]] Socket connect() const {
    return kind_ == Kind::Tcp ? Socket::tcp(listener_.port()) : Socket::unix_domain(path());
  }

  [[nodiscard]] std::filesystem::path path() const { return dir_.path() / "parley.sock"; }

 private:
  TempDir dir_;
  Kind kind_;
  HeldListener listener_;
};

/// The answer to an upgrade that was asked for a while ago: the type of the first message.
std::string first_message(Socket socket) {
  HttpClient http(std::move(socket));
  const int status = http.read_response().status;
  if (status != 101) return "status " + std::to_string(status);
  auto [rest, input] = http.release();
  auto frame = take_server_frame(input);
  for (; !frame; frame = take_server_frame(input)) {
    const std::string part = rest.read_some();
    if (part.empty()) return "the end";
    input += part;
  }
  return json::parse(frame->payload).at("type");
}

void allow_many_descriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

class HandedSocket : public testing::TestWithParam<Kind> {
 protected:
  void open(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      attempts_.push_back(supervisor_.connect());
      const std::string room = "/room/r" + std::to_string(i % 100) + "/ws";
      attempts_.back().send(http_request("GET", room, upgrade_headers()));
    }
  }

  Supervisor supervisor_{GetParam()};
  std::vector<Socket> attempts_;
};

INSTANTIATE_TEST_SUITE_P(SocketActivation, HandedSocket, testing::Values(Kind::Tcp, Kind::Unix),
                         [](const auto& kind) { return kind.param == Kind::Tcp ? "Tcp" : "Unix"; });

TEST_P(HandedSocket, IsServedInsteadOfTheConfiguredAddresses) {
  const auto daemon = supervisor_.start();
  Member a = join(supervisor_.connect(), "tea");
  const Member b = join(supervisor_.connect(), "tea");
  EXPECT_THAT(ids_in_room(a), testing::ElementsAre(a.id, b.id));
  daemon->wait_for_log({"event=joined"});
  const std::vector<std::string> lines = daemon->log();
  EXPECT_EQ(std::ranges::count_if(
                lines, [](const auto& line) { return line.find("=listening") != line.npos; }),
            1);
}

TEST_P(HandedSocket, NewcomersOfADrainWaitForTheNextProcess) {
  auto first = supervisor_.start("drain: {grace: 60s, deadline: 120s}\n");
  Member member = join(supervisor_.connect(), "tea");
  first->signal(SIGTERM);
  first->wait_for_log({"event=draining"});
  EXPECT_EQ(ask(member, {{"type", "ping"}}).at("type"), "pong");
  open(1);
  constexpr auto kLongEnoughToAnswer = 300ms;
  EXPECT_EQ(attempts_[0].read_some_within(kLongEnoughToAnswer), std::nullopt);
  first->signal(SIGTERM);
  (void)first->wait_for_exit();
  const auto second = supervisor_.start();
  EXPECT_EQ(first_message(std::move(attempts_[0])), "greeting");
}

TEST_P(HandedSocket, ACrashLosesNobodyWhoWaits) {
  auto first = supervisor_.start();
  first->kill();
  open(10);
  const auto second = supervisor_.start();
  for (Socket& attempt : attempts_) EXPECT_EQ(first_message(std::move(attempt)), "greeting");
}

/// Attempts before the signal, while the first daemon says goodbye, while there is none, and while
/// the second starts; and senders that are in the middle of their messages.
TEST_P(HandedSocket, ARestartUnderLoadRefusesNobodyAndLosesNothing) {
  allow_many_descriptors();
  auto first = supervisor_.start();
  constexpr int kBatches = 10;
  constexpr int kBatch = 50;
  std::vector<Member> senders;
  std::vector<Member> receivers;
  for (int i = 0; i < 10; ++i) {
    senders.push_back(join(supervisor_.connect(), "pair" + std::to_string(i)));
    receivers.push_back(join(supervisor_.connect(), "pair" + std::to_string(i)));
  }
  open(200);
  for (std::size_t i = 0; i < senders.size(); ++i) {
    std::string frames;
    for (int n = 0; n < kBatches * kBatch; ++n) {
      const json message{{"type", "x"}, {"receiver", receivers[i].id}, {"data", n}};
      frames += encode_frame(Opcode::Text, message.dump());
      if (n % kBatch == kBatch - 1) frames += encode_frame(Opcode::Text, R"({"type":"ping"})");
    }
    senders[i].ws.send_raw(frames);
    if (i == senders.size() / 2) first->signal(SIGTERM);
  }
  open(500);
  EXPECT_TRUE(first->is_running());
  for (std::size_t i = 0; i < senders.size(); ++i) {
    const Ending sent = senders[i].ws.read_ending();
    const Ending got = receivers[i].ws.read_ending();
    EXPECT_EQ(sent.code, 1012);
    EXPECT_EQ(got.code, 1012);
    const auto arrived = of_type(got.before, "x");
    EXPECT_GE(arrived.size(), of_type(sent.before, "pong").size() * kBatch);
    for (std::size_t n = 0; n < arrived.size(); ++n) ASSERT_EQ(arrived[n].at("data"), n);
  }
  open(200);
  EXPECT_EQ(first->wait_for_exit(), 0);
  open(400);
  const auto second = supervisor_.start();
  open(100);
  ASSERT_EQ(attempts_.size(), 1400U);
  std::map<std::string, std::size_t> outcomes;
  for (Socket& attempt : attempts_) ++outcomes[first_message(std::move(attempt))];
  // Those that the first daemon had accepted may hear its goodbye as their first message.
  const std::size_t served = outcomes["greeting"] + outcomes["bye"];
  EXPECT_EQ(served, attempts_.size()) << testing::PrintToString(outcomes);
  EXPECT_GE(outcomes["greeting"], 1000U) << testing::PrintToString(outcomes);
}

TEST(SocketActivation, LeavesTheFileOfAHandedUnixSocketAlone) {
  const Supervisor supervisor(Kind::Unix);
  auto daemon = supervisor.start();
  daemon->signal(SIGTERM);
  EXPECT_EQ(daemon->wait_for_exit(), 0);
  EXPECT_TRUE(std::filesystem::exists(supervisor.path()));
}

TEST(SocketActivation, SeveralSocketsLeadToTheSameRooms) {
  const HeldListener one = HeldListener::tcp();
  const HeldListener two = HeldListener::tcp();
  const ParleydProcess daemon(ParleydOptions{.handed = {{one.descriptor()}, {two.descriptor()}}});
  Member a = join(one.port(), "tea");
  const Member b = join(two.port(), "tea");
  EXPECT_THAT(ids_in_room(a), testing::ElementsAre(a.id, b.id));
}

TEST(SocketActivation, WhatIsNoListeningSocketIsRefusedAtTheStart) {
  const TempDir dir;
  const int file = ::open(dir.write("file", "").c_str(), O_RDONLY | O_CLOEXEC);
  ParleydProcess daemon(ParleydOptions{.handed = {{file}}, .is_started = false});
  ::close(file);
  EXPECT_EQ(daemon.wait_for_exit(), 1);
  daemon.wait_for_log({"event=failed", "descriptor 3"});
}

TEST(SocketActivation, SocketsForAnotherProcessAreNotTaken) {
  const ParleydProcess daemon(ParleydOptions{
      .environment = {{"LISTEN_FDS", "1"}, {"LISTEN_PID", "1"}, {"LISTEN_FDNAMES", "x"}}});
  EXPECT_EQ(http_get(daemon.port(), "/healthz").status, 200);
}

}  // namespace
}  // namespace parley::test
