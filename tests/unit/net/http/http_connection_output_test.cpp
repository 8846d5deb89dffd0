// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Clients that stop reading in the middle of HTTP and then end their half, or open a WebSocket.
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFileBytes = 20'000;
constexpr std::size_t kWindow = 50'000;

class FullWindow : public testing::Test {
 protected:
  FullWindow() { dir_.write("file.txt", std::string(kFileBytes, 'f')); }

  /// A client that has asked for the file until one response did not fit any more, and the number
  /// of its requests. The rest of that response waits in the server.
  std::pair<Socket, int> fill() {
    Socket socket = server_.connect({.window = kWindow});
    int requests = 0;
    while (socket.unread_bytes() < kWindow) {
      socket.send(http_request("GET", "/file.txt"));
      ++requests;
    }
    return {std::move(socket), requests};
  }

  static void expect_files(Socket socket, int count) {
    HttpClient http(std::move(socket));
    for (int i = 0; i < count; ++i) ASSERT_EQ(http.read_response().body.size(), kFileBytes) << i;
    http.expect_end();
  }

  TempDir dir_;
  MemoryServer server_{
      {.net = {.limits = {.close_deadline = 300ms, .keep_alive = 1h}, .drain = {.deadline = 1h}},
       .web_root = dir_.path()}};
};

class EndOfInput : public FullWindow, public testing::WithParamInterface<std::string> {};

TEST_P(EndOfInput, BehindAnUpgradeBehindUnsentResponsesHarmsNobody) {
  auto [socket, requests] = fill();
  socket.send(http_request("GET", "/room/tea/ws", upgrade_headers()));
  EXPECT_TRUE(server_.log_has({"joined", "address=unix"}));
  socket.send(GetParam());
  socket.shut_down_sending();
  Member member = join(server_.endpoint(), "tea");
  EXPECT_EQ(ask(member, {{"type", "ping"}}).at("type"), "pong");
  server_.advance(10s);
  EXPECT_EQ(server_.net().connection_count(), 1U);
}

INSTANTIATE_TEST_SUITE_P(FullWindow, EndOfInput,
                         testing::Values(std::string{},
                                         encode_frame(Opcode::Close, close_payload(1000))));

TEST_F(FullWindow, AResponseThatWaitsArrivesAfterTheEndOfTheRequests) {
  for (const HttpClient::Headers& last :
       {HttpClient::Headers{}, HttpClient::Headers{"Connection: close"}}) {
    auto [socket, requests] = fill();
    socket.send(http_request("GET", "/file.txt", last));
    socket.shut_down_sending();
    expect_files(std::move(socket), requests + 1);
  }
  EXPECT_EQ(server_.net().connection_count(), 0U);
}

TEST_F(FullWindow, AResponseThatWaitsArrivesInADrainAndIsTheLast) {
  auto [socket, requests] = fill();
  server_.drain();
  EXPECT_EQ(server_.net().connection_count(), 1U);
  expect_files(std::move(socket), requests);
  EXPECT_TRUE(server_.is_drained());
}

TEST_F(FullWindow, AClientThatTakesNothingOfABigFileIsCutAtTheOutputDeadline) {
  dir_.write("big.txt", std::string(200'000, 'b'));
  Socket socket = server_.connect({.window = kWindow});
  socket.send(http_request("GET", "/big.txt"));
  server_.advance(9s);
  EXPECT_EQ(server_.net().connection_count(), 1U);
  server_.advance(2s);
  EXPECT_EQ(server_.net().connection_count(), 0U);
}

/// The response to an upgrade that waits behind as much output as the server buffers.
class WaitingUpgrade : public testing::Test {
 protected:
  static constexpr std::size_t kBuffered = 64 * 1024;

  /// Asks for a file as long as the buffer and for a WebSocket, and reads nothing.
  void SetUp() override {
    constexpr std::size_t kAbout = kBuffered - 1000;
    const std::string request = http_request("GET", "/file.txt");
    dir_.write("file.txt", std::string(kAbout, 'f'));
    Socket other = server_.connect();
    other.send(request);
    const std::size_t headers = other.unread_bytes() - kAbout;
    dir_.write("file.txt", std::string(kBuffered - headers, 'f'));
    pipe_ = server_.connect_pipe({.window = 0});
    pipe_->to_server = request + http_request("GET", "/room/tea/ws", upgrade_headers());
    pipe_->chunk = request.size();  // an upgrade must not come together with more
    pipe_->pump();
    server_.settle();
    ASSERT_TRUE(pipe_->to_server.empty());
    ASSERT_EQ(server_.counters().upgrades, 0U);
  }

  TempDir dir_;
  MemoryServer server_{{.net = {.limits = {.output_deadline = 1h, .handshake_deadline = 400ms},
                                .drain = {.spread = 0s}},
                        .web_root = dir_.path()}};
  std::shared_ptr<MemoryPipe> pipe_;
};

TEST_F(WaitingUpgrade, IsCutAtTheHandshakeDeadline) {
  server_.advance(400ms - 1ns);
  EXPECT_FALSE(pipe_->is_closed);
  server_.advance(1ns);
  EXPECT_TRUE(pipe_->is_closed);
  EXPECT_EQ(server_.chat().client_count(), 0U);
}

TEST_F(WaitingUpgrade, IsFollowedByTheCloseOfADrain) {
  server_.drain();
  pipe_->window = MemoryPipe::kUnlimited;
  pipe_->pump();
  server_.settle();
  const std::string& all = pipe_->from_server;
  std::string frames = all.substr(all.rfind("\r\n\r\n") + 4);
  const auto bye = take_server_frame(frames);
  ASSERT_TRUE(bye);
  EXPECT_EQ(json::parse(bye->payload).at("type"), "bye");
  const auto close = take_server_frame(frames);
  ASSERT_TRUE(close);
  EXPECT_EQ(close->payload.substr(0, 2), close_payload(1012));
  EXPECT_EQ(server_.counters().closes[protocol::CloseReason::Draining], 1U);
}

}  // namespace
}  // namespace parley::test
