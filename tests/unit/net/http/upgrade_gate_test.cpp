// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Transport": what is refused before the upgrade, and what after it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using testing::AnyOf;

class UpgradeRefusals : public testing::Test {
 protected:
  Endpoint port() { return server_.endpoint(); }
  Endpoint stranger() { return server_.endpoint({.address = "203.0.113.1"}); }  // no proxy
  int status(const HttpClient::Headers& headers) {
    return refused_upgrade(stranger(), "/room/tea/ws", headers).status;
  }
  bool is_accepted(const HttpClient::Headers& headers) {
    return join(server_.connect(), "tea", {}, headers).id.size() == 32;
  }

  MemoryServer server_{{.net = {.origins = {*net::parse_origin("https://app.example"),
                                            *net::parse_origin("http://dev.example:8081")}}}};
};

TEST_F(UpgradeRefusals, AnIncompleteHandshakeIs400) {
  const HttpClient::Headers all = upgrade_headers();
  for (std::size_t missing = 0; missing < all.size(); ++missing) {
    HttpClient::Headers headers = all;
    headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(missing));
    EXPECT_THAT(http_get(port(), "/room/tea/ws", headers).status, AnyOf(400, 426)) << all[missing];
  }
}

TEST_F(UpgradeRefusals, AWrongHandshakeIs400) {
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  for (const HttpClient::Headers& headers : std::vector<HttpClient::Headers>{
           {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8", key},
           {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 14", key},
           {"Connection: Upgrade", "Upgrade: h2c", "Sec-WebSocket-Version: 13", key},
           {"Connection: keep-alive", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key}}) {
    EXPECT_THAT(http_get(port(), "/room/tea/ws", headers).status, AnyOf(400, 426));
  }
}

TEST_F(UpgradeRefusals, AKeyThatIsNot16BytesInBase64Is400) {
  for (const std::string& key :
       {std::string("x"), std::string("dGhlIHNhbXBsZSBub25jZQ="), std::string(24, 'A'),
        std::string("dGhlIHNhbXBsZSBub25j*Q=="), std::string(32, 'A') + "=="}) {
    EXPECT_EQ(http_get(port(), "/room/tea/ws",
                       {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: " + key})
                  .status,
              400)
        << key;
  }
}

TEST_F(UpgradeRefusals, TheAnswerToNoUpgradeEndsTheConnection) {
  HttpClient http(port());
  const HttpResponse response = http.get("/room/tea/ws");
  EXPECT_EQ(response.status, 426);
  EXPECT_EQ(response.header("cross-origin-resource-policy"), "cross-origin");
  http.expect_end();
}

TEST_F(UpgradeRefusals, SeveralConnectionLinesAreOneList) {
  HttpClient::Headers headers = upgrade_headers();
  headers.insert(headers.begin(), "Connection: keep-alive");
  EXPECT_EQ(http_get(port(), "/room/tea/ws", headers).status, 101);
}

TEST_F(UpgradeRefusals, ATargetWithSchemeAndHostIsAccepted) {
  WsClient ws(port(), "http://127.0.0.1/room/tea/ws?username=Ziggy");
  EXPECT_EQ(ws.read().at("type"), "greeting");
}

TEST_F(UpgradeRefusals, TheAcceptanceNamesTheServer) {
  EXPECT_EQ(refused_upgrade(port(), "/room/tea/ws").header("server"), "parley");
}

TEST_F(UpgradeRefusals, ExpectGetsNothingButTheAcceptance) {
  // The client takes the first answer for the only one, so that a 100 would not be accepted.
  EXPECT_TRUE(is_accepted({"Expect: 100-continue"}));
}

TEST_F(UpgradeRefusals, AnotherMethodIs405) {
  for (const char* method : {"POST", "HEAD", "PUT"}) {
    EXPECT_EQ(HttpClient(port()).request(method, "/room/tea/ws", upgrade_headers()).status, 405);
  }
}

TEST_F(UpgradeRefusals, BytesBehindTheRequestAreRefused) {
  HttpClient http(port());
  http.send(http_request("GET", "/room/tea/ws", upgrade_headers()) +
            encode_frame(Opcode::Text, R"({"type":"ping"})"));
  EXPECT_EQ(http.read_response().status, 400);
  http.expect_end();
}

TEST_F(UpgradeRefusals, ABodyIs400) {
  EXPECT_EQ(status({"Content-Length: 1"}), 400);
  EXPECT_EQ(status({"Transfer-Encoding: chunked"}), 400);
}

TEST_F(UpgradeRefusals, TwoHostsOrNoneAre400) {
  EXPECT_EQ(status({"Host: 127.0.0.1", "Host: 127.0.0.1"}), 400);
  EXPECT_EQ(status({"Host: a", "Host: b"}), 400);
  HttpClient http(port());
  http.send(
      "GET /room/tea/ws HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_EQ(http.read_response().status, 400);
}

TEST_F(UpgradeRefusals, AnotherPathIs404) {
  for (const char* target : {"/ws", "/room/ws/tea", "/room/tea/WS", "/room/tea/wss", "/Room/tea/ws",
                             "/rooms/tea/ws", "/room/tea/ws/", "/room/a/b/ws"}) {
    EXPECT_EQ(refused_upgrade(port(), target).status, 404) << target;
  }
}

TEST_F(UpgradeRefusals, NoOriginIsAccepted) {
  EXPECT_TRUE(is_accepted({}));
}

TEST_F(UpgradeRefusals, ThePagesOwnOriginIsAccepted) {
  EXPECT_TRUE(is_accepted({"Host: parley.example:8443", "Origin: https://parley.example:8443"}));
  EXPECT_TRUE(is_accepted({"Host: parley.example:8443", "Origin: http://PARLEY.example:8443"}));
  EXPECT_TRUE(is_accepted({"Host: parley.example", "Origin: https://parley.example"}));
  EXPECT_TRUE(is_accepted({"Host: parley.example:443", "Origin: https://parley.example"}));
  EXPECT_TRUE(is_accepted({"Host: parley.example", "Origin: http://parley.example:80"}));
  EXPECT_TRUE(is_accepted({"Host: [::1]:8080", "Origin: http://[::1]:8080"}));
}

TEST_F(UpgradeRefusals, AListedOriginIsAcceptedWithItsSchemeOnly) {
  EXPECT_TRUE(is_accepted({"Origin: https://app.example"}));
  EXPECT_TRUE(is_accepted({"Origin: https://app.example:443"}));
  EXPECT_TRUE(is_accepted({"Origin: http://dev.example:8081"}));
  EXPECT_EQ(status({"Origin: http://app.example"}), 403);
  EXPECT_EQ(status({"Origin: https://dev.example:8081"}), 403);
}

TEST_F(UpgradeRefusals, AForeignOriginIs403) {
  for (const char* origin :
       {"null", "", "https://evil.example", "https://app.example.evil.example",
        "https://evil-app.example", "https://app.example:444", "http://127.0.0.1:1",
        "http://127.0.0.1.evil.example", "127.0.0.1", "file://", "http://127.0.0.1/",
        "http://user@127.0.0.1", "http://127.0.0.1 http://evil.example"}) {
    EXPECT_EQ(status({std::string("Origin: ") + origin}), 403) << origin;
  }
  EXPECT_THAT(status({"Origin: http://127.0.0.1", "Origin: https://evil.example"}),
              AnyOf(400, 403));
}

TEST(NullOrigin, IsAcceptedIfListed) {
  MemoryServer server({.net = {.origins = {net::Origin{}}}});
  EXPECT_EQ(join(server.connect(), "tea", {}, {"Origin: null"}).id.size(), 32U);
}

TEST_F(UpgradeRefusals, UnknownSubprotocolsAndExtensionsAreNotTaken) {
  // The client checks that neither is in the answer.
  EXPECT_TRUE(is_accepted({"Sec-WebSocket-Protocol: chat, superchat"}));
  EXPECT_TRUE(
      is_accepted({"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"}));
}

/// What a client sees that is let in only to be told why it may not stay.
void expect_bye_and(const Endpoint& server, std::string_view target, int code) {
  WsClient ws(server, target);
  const Ending ending = ws.read_ending();
  EXPECT_EQ(ending.code, code) << target;
  ASSERT_EQ(ending.before.size(), 1U) << target;
  EXPECT_EQ(ending.before[0].at("type"), "bye");
  EXPECT_EQ(ending.before[0].at("sender"), "ground control");
}

TEST_F(UpgradeRefusals, ABadUsernameInTheQueryIs4400) {
  for (const std::string& name :
       {std::string(""), std::string("%20"), std::string("%0a"), std::string("a%00"),
        std::string("%ff"), std::string("%c3"), std::string("%ed%a0%80"), std::string("%zz"),
        std::string("%e2%80%ae"), std::string("%c2%85"), std::string(65, 'x')}) {
    expect_bye_and(port(), "/room/tea/ws?username=" + name, 4400);
  }
}

TEST(RoomLimits, AFullRoomIs4430) {
  MemoryServer server({.chat = {.clients_per_room = 2}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  expect_bye_and(server.endpoint(), "/room/tea/ws", 4430);
  EXPECT_THAT(ids_in_room(a), testing::ElementsAre(a.id, b.id));
  EXPECT_EQ(join(server.endpoint(), "coffee").id.size(), 32U);
  EXPECT_EQ(b.ws.close().code, 1000);
  EXPECT_EQ(join(server.endpoint(), "tea").id.size(), 32U);
}

TEST(RoomLimits, NoMoreRoomsIs1013) {
  MemoryServer server({.chat = {.rooms = 1}});
  Member a = join(server.endpoint(), "tea");
  expect_bye_and(server.endpoint(), "/room/coffee/ws", 1013);
  const Member b = join(server.endpoint(), "tea");
  EXPECT_THAT(ids_in_room(a), testing::ElementsAre(a.id, b.id));
}

}  // namespace
}  // namespace parley::test
