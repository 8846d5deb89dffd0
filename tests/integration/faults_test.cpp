// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What must hold when something around the daemon fails.
#include <cerrno>
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

/// A daemon some of whose system calls fail: after `skip` good ones every `every`-th, with `error`.
ParleydOptions with_fault(const std::string& call, int skip, int every, int error,
                          std::string config = {}) {
  return {
      .config = std::move(config),
      .environment = {{"LD_PRELOAD", PARLEY_FAULT_PRELOAD},
                      {"ASAN_OPTIONS", "verify_asan_link_order=0"},
                      {"PARLEY_FAULT_" + call, std::to_string(skip) + " " + std::to_string(every) +
                                                   " " + std::to_string(error)}}};
}

bool answers(Member& member) {
  return ask(member, {{"type", "ping"}}).at("type") == "pong";
}

void expect_relays(Member& from, Member& to) {
  from.ws.send_json({{"type", "x"}, {"receiver", to.id}});
  EXPECT_EQ(to.ws.read_until("x").at("sender"), from.id);
}

TEST(Faults, OutOfDescriptorsMembersAreServedAndReliefIsNoticed) {
  ParleydProcess daemon(ParleydOptions{.descriptors = 40});
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  {
    std::vector<Socket> crowd;
    for (int i = 0; i < 60; ++i) crowd.push_back(Socket::tcp(daemon.port()));
    daemon.wait_for_log({"event=accept-paused"});
    for (int i = 0; i < 20; ++i) expect_relays(a, b);
  }
  Member c = join(daemon.port(), "tea");
  expect_relays(c, a);
}

class BlockedLog : public testing::Test {
 protected:
  /// More lines than the pipe and the queue hold together.
  void be_noisy() {
    for (int i = 0; i < 200; ++i) {
      Member visitor = join(daemon_.port(), "room-" + std::to_string(i));
      visitor.ws.socket().reset();
    }
    (void)ids_in_room(a_);
  }

  ParleydProcess daemon_{"log: {level: debug, queue_lines: 64}\n"};
  Member a_ = join(daemon_.port(), "tea");
  Member b_ = join(daemon_.port(), "tea");
};

TEST_F(BlockedLog, RelayingGoesOnAndLostLinesAreCounted) {
  daemon_.stop_reading_log();
  be_noisy();
  for (int i = 0; i < 20; ++i) expect_relays(a_, b_);
  daemon_.resume_reading_log();
  daemon_.signal(SIGTERM);
  EXPECT_EQ(a_.ws.read_ending().code, 1012);
  EXPECT_EQ(b_.ws.read_ending().code, 1012);
  EXPECT_EQ(daemon_.wait_for_exit(), 0);
  daemon_.wait_for_log({"lost"});
}

TEST_F(BlockedLog, DoesNotKeepTheDaemonFromEnding) {
  daemon_.stop_reading_log();
  be_noisy();
  daemon_.signal(SIGTERM);
  EXPECT_EQ(a_.ws.read_ending().code, 1012);
  EXPECT_EQ(b_.ws.read_ending().code, 1012);
  EXPECT_EQ(daemon_.wait_for_exit(), 0);
}

TEST(Faults, ALogThatCannotBeWrittenStopsNothing) {
  ParleydProcess daemon(with_fault("WRITE", 2, 1, ENOSPC, "log: {level: debug}\n"));
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  for (int i = 0; i < 20; ++i) expect_relays(a, b);
}

TEST(Faults, AcceptThatFailsNowAndThenLosesNobody) {
  for (const int error : {EMFILE, ENFILE, ENOBUFS, ENOMEM, ECONNABORTED, EPROTO, EINTR}) {
    ParleydProcess daemon(with_fault("ACCEPT4", 0, 2, error));
    std::vector<Member> members;
    for (int i = 0; i < 5; ++i) members.push_back(join(daemon.port(), "tea"));
    for (Member& member : members) EXPECT_TRUE(answers(member)) << error;
  }
}

TEST(Faults, ASendThatFailsCostsOneConnection) {
  ParleydProcess daemon(with_fault("SEND", 0, 7, ECONNRESET));
  int served = 0;
  int lost = 0;
  for (int i = 0; i < 40; ++i) {
    try {
      Member member = join(daemon.port(), "tea");
      ++(answers(member) ? served : lost);
    } catch (const std::runtime_error&) {
      ++lost;
    }
  }
  EXPECT_GT(served, 15);
  EXPECT_GT(lost, 2);
}

TEST(Faults, AFullSocketNowAndThenLosesNothing) {
  ParleydProcess daemon(with_fault("SEND", 0, 2, EAGAIN));
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  for (int i = 0; i < 50; ++i) expect_relays(a, b);
}

TEST(Faults, WithoutRandomnessItDoesNotStart) {
  ParleydOptions options = with_fault("GETRANDOM", 0, 1, ENOSYS);
  options.is_started = false;
  ParleydProcess daemon(std::move(options));
  EXPECT_EQ(daemon.wait_for_exit(), 1);
  daemon.wait_for_log({"random"});
}

TEST(Faults, RandomnessThatFailsLaterCostsOneConnection) {
  // One call when it starts, one for each member; log.room_ids may need another.
  ParleydProcess daemon(with_fault("GETRANDOM", 0, 7, EIO, "log: {room_ids: full}\n"));
  std::vector<Member> members;
  int failures = 0;
  for (int i = 0; i < 15; ++i) {
    WsClient ws(daemon.port(), "/room/tea/ws");
    const Frame first = ws.read_frame();
    if (first.opcode == Opcode::Close) {
      EXPECT_EQ(first.payload.substr(0, 2), close_payload(1011));
      ++failures;
    } else {
      members.push_back({std::move(ws), json::parse(first.payload).at("receiver")});
    }
  }
  EXPECT_GT(failures, 0);
  EXPECT_THAT(ids_in_room(members.front()), testing::SizeIs(members.size()));
}

TEST(Faults, OneClientsFailuresCostNobodyElseAnything) {
  ParleydProcess daemon;
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  for (int i = 0; i < 20; ++i) {
    Member offender = join(daemon.port(), "tea");
    switch (i % 4) {
      case 0:
        offender.ws.send_raw("\xff\xff\xff\xff");
        break;
      case 1:
        offender.ws.send("not JSON");
        offender.ws.socket().reset();
        break;
      case 2:
        offender.ws.send_frame(Opcode::Binary, "x");
        break;
      default:
        offender.ws.send_raw(encode_frame(Opcode::Text, "{", {.declared_length = 1000}));
    }
    expect_relays(a, b);
    expect_relays(b, a);
  }
  EXPECT_EQ(wait_for_room_of(a, 2).at("data").at("clients"), listed({{a.id}, {b.id}}));
}

TEST(Faults, AfterKill9ItServesAgainOnTheSameAddress) {
  ParleydProcess first;
  Member a = join(first.port(), "tea");
  const std::string address = "127.0.0.1:" + std::to_string(first.port());
  first.kill();
  EXPECT_EQ(a.ws.socket().read_to_end(), "");
  ParleydProcess second(ParleydOptions{.listen = {address}});
  Member b = join(second.port(), "tea");
  EXPECT_TRUE(answers(b));
}

}  // namespace
}  // namespace parley::test
