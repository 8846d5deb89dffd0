// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Clients that stop reading in the middle of HTTP and then end their half, or open a WebSocket.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "support/http_client.hpp"
#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t kFileBytes = 20'000;
constexpr std::size_t kBigFileBytes = 3 << 20;

/// Over a Unix socket, because there the client sees how much the daemon has sent already.
class FullSocket : public testing::Test {
 protected:
  FullSocket() {
    dir_.write("web/file.txt", std::string(kFileBytes, 'f'));
    dir_.write("web/big.txt", std::string(kBigFileBytes, 'b'));
    daemon_ = std::make_unique<ParleydProcess>(ParleydOptions{
        .config = "limits: {close_deadline: 300ms, keep_alive: 1h}\ndrain: {deadline: 1h}\n",
        .listen = {"127.0.0.1:0", "unix:" + path_.string()},
        .web_root = dir_.path() / "web"});
    daemon_->wait_for_log({"event=listening", path_.string()});
  }

  /// Asks for the file until one response does not fit any more: the rest of it, no more than one
  /// file, waits in the daemon. Returns the number of requests.
  static int fill(Socket& socket) {
    for (int requests = 1;; ++requests) {
      const std::size_t before = socket.unread_bytes();
      socket.send(http_request("GET", "/file.txt"));
      const auto until = steady_clock::now() + 100ms;
      while (socket.unread_bytes() < before + kFileBytes) {
        if (steady_clock::now() > until) return requests;
        std::this_thread::sleep_for(1ms);
      }
    }
  }

  /// Whether others are served; what had come before has been seen by then.
  void expect_service() const {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(http_get(daemon_->port(), "/file.txt").status, 200);
    Member member = join(daemon_->port(), "tea");
    EXPECT_EQ(ask(member, {{"type", "ping"}}).at("type"), "pong");
  }

  TempDir dir_;
  std::filesystem::path path_ = dir_.path() / "parley.sock";
  std::unique_ptr<ParleydProcess> daemon_;
};

class EndOfInput : public FullSocket, public testing::WithParamInterface<std::string> {};

TEST_P(EndOfInput, BehindAnUpgradeBehindUnsentResponsesHarmsNobody) {
  for (int i = 0; i < 3; ++i) {
    Socket socket = Socket::unix_domain(path_);
    (void)fill(socket);
    const std::size_t lines = daemon_->log().size();
    socket.send(http_request("GET", "/room/tea/ws", upgrade_headers()));
    daemon_->wait_for_log({"event=joined", "address=unix"}, lines);
    socket.send(GetParam());
    socket.shut_down_sending();
    expect_service();
  }
  EXPECT_TRUE(daemon_->is_running());
}

INSTANTIATE_TEST_SUITE_P(FullSocket, EndOfInput,
                         testing::Values(std::string{},
                                         encode_frame(Opcode::Close, close_payload(1000))));

TEST_F(FullSocket, AResponseThatWaitsArrivesAfterTheEndOfTheRequests) {
  for (const HttpClient::Headers& last :
       {HttpClient::Headers{}, HttpClient::Headers{"Connection: close"}}) {
    Socket socket = Socket::unix_domain(path_);
    const int requests = fill(socket) + 1;
    socket.send(http_request("GET", "/file.txt", last));
    socket.shut_down_sending();
    expect_service();
    HttpClient http(std::move(socket));
    for (int i = 0; i < requests; ++i) ASSERT_EQ(http.read_response().body.size(), kFileBytes) << i;
    http.expect_end();
  }
}

TEST_F(FullSocket, AResponseThatWaitsArrivesAfterSigtermAndIsTheLast) {
  Socket socket = Socket::unix_domain(path_);
  const int requests = fill(socket);
  daemon_->signal(SIGTERM);
  daemon_->wait_for_log({"event=draining"});
  HttpClient http(std::move(socket));
  for (int i = 0; i < requests; ++i) ASSERT_EQ(http.read_response().body.size(), kFileBytes) << i;
  http.expect_end();
  EXPECT_EQ(daemon_->wait_for_exit(), 0);
}

TEST_F(FullSocket, ABigFileArrivesAfterTheEndOfTheRequest) {
  for (const HttpClient::Headers& headers :
       {HttpClient::Headers{}, HttpClient::Headers{"Connection: close"}}) {
    Socket socket = Socket::tcp(daemon_->port(), {.receive_buffer = 4096});
    socket.send(http_request("GET", "/big.txt", headers));
    socket.shut_down_sending();
    expect_service();
    HttpClient http(std::move(socket));
    EXPECT_EQ(http.read_response().body.size(), kBigFileBytes);
    http.expect_end();
  }
}

}  // namespace
}  // namespace parley::test
