// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// TLS by the daemon itself: https and wss on an address of their own.
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/tls_daemon.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

constexpr const char* kWideOpen =
    "limits: {messages_per_second: 1000000, message_burst: 1000000, bytes_per_second: 1GiB, "
    "byte_burst: 1GiB}\n";

class Tls : public testing::Test {
 protected:
  TlsFolder folder_;
  TlsDaemon daemon_{folder_, kWideOpen};
};

class TlsVersion : public Tls, public testing::WithParamInterface<std::string> {};

TEST_P(TlsVersion, ServesPagesAndRooms) {
  const TlsClientOptions options{.authority = folder_.authority(), .version = GetParam()};
  Socket socket = daemon_.connect(options);
  EXPECT_EQ(socket.tls_client().version(), "TLSv" + GetParam());
  EXPECT_EQ(socket.tls_client().protocol(), "http/1.1");
  HttpClient http(std::move(socket));
  EXPECT_EQ(http.get("/").status, 200);
  EXPECT_THAT(http.get("/room/tea").body, testing::HasSubstr("room"));
  Member a = join(daemon_.connect(options), "tea");
  Member b = join(daemon_.connect(options), "tea");
  a.ws.send_json({{"type", "x"}, {"receiver", b.id}, {"data", 1}});
  EXPECT_EQ(b.ws.read().at("data"), 1);
}

INSTANTIATE_TEST_SUITE_P(Tls, TlsVersion, testing::Values("1.2", "1.3"),
                         [](const auto& version) { return "V1_" + version.param.substr(2); });

TEST_F(Tls, VersionsBefore12AreRefused) {
  EXPECT_THROW((void)daemon_.connect({.version = "1.1"}), std::runtime_error);
}

TEST_F(Tls, AClientThatOnlySpeaksOtherProtocolsIsToldSo) {
  EXPECT_THROW((void)daemon_.connect({.protocol = "h2"}), std::runtime_error);
  EXPECT_EQ(HttpClient(daemon_.connect({.protocol = ""})).get("/healthz").status, 200);
}

TEST_F(Tls, LeadsToTheSameRoomsAsPlainTcp) {
  Member plain = join(daemon_.process().port(), "tea");
  Member secure = join(daemon_.connect(), "tea");
  EXPECT_THAT(ids_in_room(secure), testing::ElementsAre(plain.id, secure.id));
}

TEST_F(Tls, MessagesLargerThanARecordArriveWholeAndInOrder) {
  Member a = join(daemon_.connect(), "tea");
  Member b = join(daemon_.connect(), "tea");
  constexpr int kMessages = 100;
  std::vector<std::string> texts;
  for (int i = 0; i < kMessages; ++i) {
    texts.push_back(std::to_string(i) + std::string(static_cast<std::size_t>(i) * 600, 'x'));
    a.ws.send_json({{"type", "x"}, {"receiver", b.id}, {"data", texts.back()}});
  }
  for (const std::string& text : texts) ASSERT_EQ(b.ws.read().at("data"), text);
}

TEST_F(Tls, ManyMessagesInOneRecordAreAllHandled) {
  Member a = join(daemon_.connect(), "tea");
  std::string frames;
  for (int i = 0; i < 200; ++i) frames += encode_frame(Opcode::Text, R"({"type":"ping"})");
  a.ws.send_raw(frames);
  for (int i = 0; i < 200; ++i) ASSERT_EQ(a.ws.read().at("type"), "pong");
}

TEST_F(Tls, TheEndIsSaidWithCloseNotify) {
  Member a = join(daemon_.connect(), "tea");
  EXPECT_EQ(a.ws.close().code, 1000);
  EXPECT_TRUE(a.ws.socket().tls_client().has_ended_properly());
}

TEST_F(Tls, ACloseNotifyWithoutACloseFrameIsALeave) {
  Member a = join(daemon_.connect(), "tea");
  Member b = join(daemon_.connect(), "tea");
  (void)ids_in_room(a);
  b.ws.socket().shut_down_sending();
  (void)wait_for_room_of(a, 1);
  daemon_.process().wait_for_log({"event=left", b.id, "reason=lost"});
}

TEST_F(Tls, AResetIsALeave) {
  Member a = join(daemon_.connect(), "tea");
  Member b = join(daemon_.connect(), "tea");
  (void)ids_in_room(a);
  b.ws.socket().reset();
  (void)wait_for_room_of(a, 1);
}

TEST_F(Tls, APageOfTheSameHostMayConnectAtTheDefaultPort) {
  const auto status = [&](const std::string& host, const std::string& origin) {
    HttpClient http(daemon_.connect());
    return http.get("/room/tea/ws", upgrade_headers({"Host: " + host, "Origin: " + origin})).status;
  };
  EXPECT_EQ(status("example.org", "https://example.org"), 101);
  EXPECT_EQ(status("example.org", "https://example.org:443"), 101);
  EXPECT_EQ(status("example.org:443", "https://example.org"), 101);
  EXPECT_EQ(status("example.org:8443", "https://example.org:8443"), 101);
  // Loopback is a trusted proxy, which may have dropped the port.
  EXPECT_EQ(status("example.org", "https://example.org:8443"), 101);
  EXPECT_EQ(status("example.org:8443", "https://example.org"), 403);
  EXPECT_EQ(status("example.org", "https://example.com"), 403);
}

TEST_F(Tls, ADrainSaysByeAndEndsProperly) {
  Member a = join(daemon_.connect(), "tea");
  daemon_.process().signal(SIGTERM);
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 1012);
  EXPECT_EQ(ending.before.back().at("type"), "bye");
  EXPECT_TRUE(a.ws.socket().tls_client().has_ended_properly());
  EXPECT_EQ(daemon_.process().wait_for_exit(), 0);
}

TEST_F(Tls, AHandedSocketOfThatNameSpeaksIt) {
  const HeldListener listener = HeldListener::tcp();
  const ParleydProcess daemon(
      ParleydOptions{.config = folder_.config(), .handed = {{listener.descriptor(), "tls"}}});
  Socket socket = Socket::tls(listener.port(), {.authority = folder_.authority()});
  EXPECT_EQ(HttpClient(std::move(socket)).get("/healthz").status, 200);
}

}  // namespace
}  // namespace parley::test
