// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Which end of a connection leaves a seat behind, how soon, and for how long.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

/// Two members, of whom one goes and the other one looks.
class Seat : public testing::Test {
 protected:
  void start(const MemoryServerOptions& options = {}) {
    server_.emplace(options);
    watcher_.emplace(server_->endpoint(), "tea");
    goer_.emplace(server_->endpoint(), "tea");
    (void)goer_->messages_until_now();  // it has been heard
    (void)watcher_->messages_until_now();
  }

  /// What the watcher is told next of the other one: the type, and the reason if there is one.
  std::string told() {
    const json message = watcher_->read();
    EXPECT_EQ(message.at("data").at("id"), goer_->id());
    std::string what = message.at("type");
    if (message.at("data").contains("reason")) {
      what += ' ' + message.at("data").at("reason").get<std::string>();
    }
    return what;
  }

  std::optional<MemoryServer> server_;
  std::optional<V1Client> watcher_;
  std::optional<V1Client> goer_;
};

struct End {
  const char* name;
  void (*go)(V1Client&);
  const char* told;
};

class EachEnd : public Seat, public testing::WithParamInterface<End> {};

TEST_P(EachEnd, KeepsTheSeatOrNot) {
  start();
  GetParam().go(*goer_);
  EXPECT_EQ(told(), GetParam().told);
}

template <std::uint16_t Code>
void say_close(V1Client& client) {
  client.ws().send_frame(Opcode::Close, close_payload(Code));
}

INSTANTIATE_TEST_SUITE_P(
    Seats, EachEnd,
    testing::Values(
        End{"Bye", [](V1Client& c) { c.ws().send(R"({"type":"bye"})"); }, "client-left bye"},
        End{"Close1000", say_close<1000>, "client-left closed"},
        End{"Close1001", say_close<1001>, "client-left closed"},
        End{"EmptyClose", [](V1Client& c) { c.ws().send_frame(Opcode::Close, {}); },
            "client-suspended"},
        End{"Close1011", say_close<1011>, "client-suspended"},
        End{"Close3000", say_close<3000>, "client-suspended"},
        End{"Close4999", say_close<4999>, "client-suspended"},
        End{"Reset", [](V1Client& c) { c.drop(); }, "client-suspended"},
        End{"EndOfStream", [](V1Client& c) { c.ws().socket().shut_down_sending(); },
            "client-suspended"},
        End{"HalfAFrame",
            [](V1Client& c) {
              c.ws().send_raw("\x81\xfe");
              c.ws().socket().shut_down_sending();
            },
            "client-suspended"},
        End{"Binary", [](V1Client& c) { c.ws().send_frame(Opcode::Binary, "b"); },
            "client-left policy"},
        End{"NotUtf8", [](V1Client& c) { c.ws().send("\xff"); }, "client-left policy"},
        End{"Unmasked",
            [](V1Client& c) { c.ws().send_frame(Opcode::Text, "{}", {.masked = false}); },
            "client-left policy"},
        End{"TooBig", [](V1Client& c) { c.ws().send(std::string(70'000, ' ')); },
            "client-left policy"}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(Seat, OfASilentClientIsKeptWith4408) {
  start();
  WsClient& silent = goer_->ws();
  while (server_->chat().counters().suspended == 0) (void)watcher_->read_within(1s);
  Frame frame = silent.read_frame();
  while (frame.opcode != Opcode::Close) frame = silent.read_frame();
  EXPECT_EQ(frame.payload.substr(0, 2), close_payload(4408));
  goer_->drop();
  (void)goer_->resume(server_->endpoint());
  EXPECT_TRUE(goer_->is_resumed());
}

TEST_F(Seat, OfAConnectionThatIsClosedIsKnownAtOnce) {
  start();
  const TimePoint begin = server_->now();
  goer_->drop();
  EXPECT_EQ(told(), "client-suspended");
  EXPECT_EQ(server_->now(), begin);
}

TEST_F(Seat, OfADeadConnectionIsKnownWithinTheHeartbeatAndASweep) {
  constexpr auto kInterval = 400ms;
  constexpr auto kTimeout = 300ms;
  constexpr auto kSweep = 1s;
  start({.net = {.heartbeat = {.interval = kInterval, .timeout = kTimeout}}});
  const TimePoint begin = server_->now();
  EXPECT_EQ(told(), "client-suspended");
  EXPECT_GE(server_->now() - begin, kInterval + kTimeout);
  EXPECT_LE(server_->now() - begin, kInterval + kTimeout + kSweep);
}

TEST_F(Seat, IsGivenUpWhenItsWindowIsOver) {
  start({.chat = {.resume = {.window = 200ms}}});
  watcher_->send({{"type", "x"}, {"receiver", goer_->id()}, {"id", 7}, {"data", 1}});
  (void)watcher_->messages_until_now();
  goer_->drop();
  EXPECT_EQ(told(), "client-suspended");
  EXPECT_EQ(told(), "client-left timeout");
  const json error = watcher_->read();
  EXPECT_EQ(error.at("id"), 7);
  EXPECT_EQ(error.at("data").at("code"), "undelivered");
  EXPECT_EQ(error.at("data").at("receiver"), goer_->id());
  (void)goer_->resume(server_->endpoint());
  EXPECT_FALSE(goer_->is_resumed());
}

TEST_F(Seat, IsNotKeptWithoutAWindow) {
  start({.chat = {.resume = {.window = 0s}}});
  goer_->drop();
  EXPECT_EQ(told(), "client-left closed");
}

TEST_F(Seat, IsGivenUpWhenThereIsTooMuchToKeep) {
  start({.chat = {.resume = {.messages = 4}}});
  goer_->acknowledge();
  (void)goer_->messages_until_now();
  goer_->drop();
  EXPECT_EQ(told(), "client-suspended");
  for (int i = 0; i < 5; ++i) {
    watcher_->send({{"type", "x"}, {"receiver", goer_->id()}, {"id", i}, {"data", i}});
  }
  EXPECT_EQ(told(), "client-left slow");
  for (int i = 0; i < 5; ++i) {
    const json error = watcher_->read();
    EXPECT_EQ(error.at("id"), i);
    EXPECT_EQ(error.at("data").at("code"), "undelivered");
  }
}

TEST_F(Seat, CountsTowardTheRoom) {
  start({.chat = {.clients_per_room = 2}});
  goer_->drop();
  EXPECT_EQ(told(), "client-suspended");
  WsClient third(server_->endpoint(), "/room/tea/ws", {kV1Offer});
  EXPECT_EQ(third.read_ending().code, 4430);
  (void)goer_->resume(server_->endpoint());
  EXPECT_TRUE(goer_->is_resumed());
}

TEST_F(Seat, IsNotKeptForOneThatWasNeverHeard) {
  start();
  WsClient silent(server_->endpoint(), "/room/tea/ws", {kV1Offer});
  const json id = silent.read().at("data").at("id");
  EXPECT_EQ(watcher_->read().at("type"), "client-joined");
  silent.socket().reset();
  const json left = watcher_->read();
  EXPECT_EQ(left.at("type"), "client-left");
  EXPECT_EQ(left.at("data").at("id"), id);
}

}  // namespace
}  // namespace parley::test
