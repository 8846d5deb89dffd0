// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What only the kernel's sockets show: bytes that are lost with a reset, queues of the kernel's
// own, addresses, and a process that stands still.
#include <chrono>
#include <csignal>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kRoomyLimits =
    "messages_per_second: 1000000, message_burst: 1000000, bytes_per_second: 1GiB, "
    "byte_burst: 1GiB";

std::string socket_limits(const std::string& more = {}) {
  return "limits: {" + more + kRoomyLimits + "}\n";
}

std::string frame_to(const std::string& receiver, const json& data) {
  return encode_frame(Opcode::Text,
                      json{{"type", "x"}, {"receiver", receiver}, {"data", data}}.dump());
}

TEST(RealSockets, CarryMessagesInTheOrderInWhichTheyWereSent) {
  ParleydProcess daemon(socket_limits());
  Member a = join(daemon.port(), "tea");
  Member b = join(daemon.port(), "tea");
  constexpr int kMessages = 400;
  std::string frames;
  for (int i = 0; i < kMessages; ++i) frames += frame_to(i % 3 == 0 ? "room" : b.id, i);
  a.ws.send_raw(frames);
  for (int i = 0; i < kMessages; ++i) ASSERT_EQ(b.ws.read().at("data"), i);
}

TEST(RealSockets, LeaveTheRoomHoweverTheyEnd) {
  ParleydProcess daemon;
  Member a = join(daemon.port(), "tea");
  (void)ids_in_room(a);
  Member ends_tcp = join(daemon.port(), "tea");
  ends_tcp.ws.socket().shut_down_sending();
  EXPECT_EQ(wait_for_room_of(a, 1).at("data").at("clients"), listed({{a.id}}));
  Member resets = join(daemon.port(), "tea");
  resets.ws.socket().reset();
  EXPECT_EQ(wait_for_room_of(a, 1).at("data").at("clients"), listed({{a.id}}));
}

/// To close with input unread would reset the connection, and lose the Close with it.
TEST(RealSockets, TheCloseArrivesAlthoughTheClientGoesOnSending) {
  ParleydProcess daemon(socket_limits());
  Member a = join(daemon.port(), "tea");
  std::string rest = encode_frame(Opcode::Text, R"({"type":"bye"})");
  for (int i = 0; i < 200; ++i) rest += frame_to("room", std::string(3000, 'd'));
  (void)a.ws.socket().try_send(rest);
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 1000);
  ASSERT_EQ(ending.before.size(), 1U);
  EXPECT_EQ(ending.before[0].at("type"), "bye");
}

TEST(RealSockets, AReaderThatFallsBehindByMoreThanTheQueueIsClosed) {
  ParleydProcess daemon(socket_limits("output_bytes: 64KiB, "));
  Member a = join(daemon.port(), "tea");
  (void)ids_in_room(a);
  Member stuck = join(Socket::tcp(daemon.port(), {.receive_buffer = 4096}), "tea");
  const std::string frame = frame_to(stuck.id, std::string(30'000, 'd'));
  constexpr int kMost = 400;  // 12 MB, more than the kernel takes
  std::vector<json> seen;
  for (int i = 0; i < kMost && of_type(seen, "room-info").empty(); ++i) {
    a.ws.send_raw(frame);
    for (json& message : a.ws.messages_until_now()) seen.push_back(std::move(message));
  }
  daemon.wait_for_log({"event=left", stuck.id, "reason=slow", "code=4431"});
}

TEST(RealSockets, ABigFileArrivesAfterTheEndOfTheRequest) {
  constexpr std::size_t kBytes = 3 << 20;
  TempDir site;
  site.write("big.txt", std::string(kBytes, 'b'));
  ParleydProcess daemon(ParleydOptions{.web_root = site.path()});
  for (const HttpClient::Headers& headers :
       {HttpClient::Headers{}, HttpClient::Headers{"Connection: close"}}) {
    Socket socket = Socket::tcp(daemon.port(), {.receive_buffer = 4096});
    socket.send(http_request("GET", "/big.txt", headers));
    socket.shut_down_sending();
    HttpClient http(std::move(socket));
    EXPECT_EQ(http.read_response().body.size(), kBytes);
    http.expect_end();
  }
}

TEST(RealSockets, AreCountedByTheirOwnAddressWhateverTheyForward) {
  ParleydProcess daemon("limits: {connections_per_address: 1}\ntrusted_proxies: []\n");
  const Member a = join(Socket::tcp(daemon.port(), {.from = "127.0.0.1"}), "tea");
  const HttpClient::Headers forged = upgrade_headers({"X-Forwarded-For: 203.0.113.1"});
  EXPECT_EQ(HttpClient(Socket::tcp(daemon.port(), {.from = "127.0.0.1"}))
                .get("/room/tea/ws", forged)
                .status,
            429);
  Member b = join(Socket::tcp(daemon.port(), {.from = "127.0.0.2"}), "tea");
  EXPECT_THAT(ids_in_room(b), testing::ElementsAre(a.id, b.id));
}

TEST(RealSockets, AStallOfTheDaemonCostsNobodyWhoResponds) {
  ParleydProcess daemon("heartbeat: {interval: 500ms, timeout: 500ms}\n");
  Member responds = join(daemon.port(), "tea");
  Member silent = join(daemon.port(), "coffee");
  daemon.signal(SIGSTOP);
  EXPECT_FALSE(responds.ws.socket().read_some_within(1300ms));
  daemon.signal(SIGCONT);
  for (int i = 0; i < 3; ++i) {
    const Frame ping = responds.ws.read_frame();
    ASSERT_EQ(ping.opcode, Opcode::Ping);
    responds.ws.send_frame(Opcode::Pong, ping.payload);
  }
  const Ending ending = silent.ws.read_ending();
  EXPECT_EQ(ending.code, 4408);
  EXPECT_EQ(ending.pings, 1);
}

}  // namespace
}  // namespace parley::test
