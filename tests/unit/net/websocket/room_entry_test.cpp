// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "Admission": what a client sends and gets when a room has rules.
#include "net/websocket/room_entry.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "parley/base/base64url.hpp"
#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using Headers = HttpClient::Headers;

/// Checks at once in the event loop's next turn, or when the test says so. The token `good` is
/// good.
class HeldCheck final : public chat::CredentialCheck {
 public:
  [[nodiscard]] bool check_token(
      TokenTask task, std::function<void(const std::optional<TokenResult>&)> done) override {
    waiting.push_back([this, task = std::move(task), done = std::move(done)] {
      if (task.token == "good") return done(TokenResult{grant});
      done(TokenResult{access::TokenRefusal{access::TokenFault::Invalid, "spoilt"}});
    });
    return true;
  }
  [[nodiscard]] bool check_password(PasswordTask task,
                                    std::function<void(const std::optional<bool>&)> done) override {
    waiting.push_back([task = std::move(task), done = std::move(done)] {
      done(task.hash->matches(task.password));
    });
    return true;
  }
  void run_all() {
    while (!waiting.empty()) {
      const auto task = std::move(waiting.front());
      waiting.pop_front();
      task();
    }
  }

  std::deque<std::function<void()>> waiting;
  access::Grant grant;
};

chat::RoomRules rules() {
  return {.policies = {{.match = "tea",
                        .password = std::make_shared<const access::PasswordHash>(
                            access::PasswordHash::make("at five", {1}, {.n = 16, .r = 1, .p = 1}))},
                       {.match = "board", .needs_token = true},
                       {.match = "closed", .is_locked = true}},
          .tokens = std::make_shared<const access::TokenVerifier>(access::TokenSettings{}),
          .deadline = 10s};
}

std::string base64url_of(std::string_view text) {
  return base64url::encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string offer(const std::string& password) {
  return std::string{kV1Offer} + ", parley.password." + base64url_of(password);
}

class RoomEntryTest : public testing::Test {
 protected:
  WsClient connect(const std::string& target, const Headers& headers = {}) {
    return {server_.endpoint({.address = "192.0.2.1"}), target, headers};
  }
  void check() {
    check_.run_all();
    server_.settle();
  }

  HeldCheck check_;
  MemoryServer server_{{.check = &check_, .rules = rules()}};
};

TEST_F(RoomEntryTest, AdmitsWithThePasswordInASubprotocolOrInTheQuery) {
  WsClient v1 = connect("/room/tea/ws", {offer("at five")});
  check();
  EXPECT_EQ(v1.subprotocol(), "parley.v1");
  EXPECT_EQ(v1.read().at("type"), "welcome");
  WsClient base = connect("/room/tea/ws?password=at+five");
  EXPECT_EQ(base.read().at("type"), "greeting");
}

TEST_F(RoomEntryTest, SaysToEachKindOfClientWhyItIsRefused) {
  WsClient base = connect("/room/tea/ws");
  Ending ending = base.read_ending();
  EXPECT_EQ(ending.code, 4401);
  ASSERT_EQ(ending.before.size(), 1U);
  EXPECT_EQ(ending.before[0].at("type"), "bye");
  EXPECT_EQ(ending.before[0].at("data"), "this room has a password");

  WsClient v1 = connect("/room/tea/ws", {offer("at six")});
  check();
  ending = v1.read_ending();
  EXPECT_EQ(ending.code, 4401);
  ASSERT_EQ(ending.before.size(), 1U);
  EXPECT_EQ(ending.before[0].at("data"),
            (json{{"reason", "password-wrong"}, {"message", "the password is wrong"}}));
  EXPECT_EQ(server_.counters().closes[protocol::CloseReason::PasswordWrong], 1U);
  EXPECT_EQ(server_.counters().closes[protocol::CloseReason::PasswordRequired], 1U);
  EXPECT_TRUE(server_.log_has({"join-refused", "reason=password-wrong", "code=4401"}));
}

TEST_F(RoomEntryTest, TheCloseFrameNamesTheReason) {
  WsClient base = connect("/room/closed/ws");
  EXPECT_EQ(base.read().at("type"), "bye");
  const Frame frame = base.read_frame();
  EXPECT_EQ(frame.payload.substr(2), "locked: the room is locked");
}

TEST_F(RoomEntryTest, ChecksATokenAlsoWhereNoneIsNeeded) {
  EXPECT_EQ(connect("/room/board/ws").read_ending().code, 4401);
  for (const char* const target : {"/room/board/ws?token=good", "/room/coffee/ws?token=good"}) {
    WsClient client = connect(target);
    check();
    EXPECT_EQ(client.read().at("type"), "greeting") << target;
  }
  for (const char* const target : {"/room/board/ws?token=bad", "/room/coffee/ws?token=bad"}) {
    WsClient client = connect(target);
    check();
    EXPECT_EQ(client.read_ending().code, 4401) << target;
  }
}

TEST_F(RoomEntryTest, RefusesMalformedAndRepeatedCredentials) {
  EXPECT_EQ(connect("/room/tea/ws?password=").read_ending().code, 4400);
  EXPECT_EQ(connect("/room/tea/ws?password=a&password=a").read_ending().code, 4400);
  EXPECT_EQ(connect("/room/tea/ws?password=a", {offer("a")}).read_ending().code, 4400);
  EXPECT_EQ(
      connect("/room/tea/ws", {std::string{kV1Offer} + ", parley.password.="}).read_ending().code,
      4400);
  EXPECT_TRUE(check_.waiting.empty());
}

TEST_F(RoomEntryTest, TheNameOfATokenIsFixed) {
  check_.grant.username = "Ziggy";
  WsClient client = connect("/room/board/ws?token=good&username=Other");
  check();
  EXPECT_EQ(client.read().at("type"), "greeting");
  client.send_json({{"type", "profile"}, {"data", {{"username", "Other"}}}, {"id", 1}});
  EXPECT_EQ(client.read_until("error").at("data").at("code"), "not-allowed");
  client.send_json({{"type", "get-room-info"}});
  EXPECT_EQ(client.read_until("room-info").at("data").at("clients").at(0).at("username"), "Ziggy");
}

TEST_F(RoomEntryTest, TextThatIsHeldReachesNobody) {
  check_.grant.held.text = true;
  WsClient other = connect("/room/board/ws?token=good");
  WsClient client = connect("/room/board/ws?token=good");
  check();
  const std::string other_id = other.read().at("receiver");
  (void)client.read();
  for (const std::string& type : {std::string("text"), std::string("te\\u0078t")}) {
    for (const std::string& receiver : {std::string("room"), other_id}) {
      client.send(R"({"type":")" + type + R"(","receiver":")" + receiver + R"(","data":{}})");
      EXPECT_EQ(client.read_until("error").at("data").at("code"), "not-allowed");
    }
  }
  client.send_json({{"type", "offer"}, {"receiver", other_id}, {"data", json::object()}});
  client.send_json({{"type", "ping"}});
  EXPECT_EQ(client.read_until("pong").at("type"), "pong");
  const auto messages = other.messages_until_now();
  for (const json& message : messages) EXPECT_NE(message.at("type"), "text");
  EXPECT_TRUE(std::ranges::any_of(messages, [](const json& m) { return m.at("type") == "offer"; }));
}

TEST_F(RoomEntryTest, RefusesAClientWhoseCheckTakesTooLong) {
  WsClient client = connect("/room/tea/ws", {offer("at five")});
  server_.advance(10s);
  EXPECT_EQ(client.read_ending().code, 1013);
  check();
  EXPECT_EQ(server_.chat().client_count(), 0U);
}

TEST_F(RoomEntryTest, AVerdictForAConnectionThatHasEndedChangesNothing) {
  WsClient client = connect("/room/tea/ws", {offer("at five")});
  ASSERT_EQ(check_.waiting.size(), 1U);
  server_.net().abort();
  server_.settle();
  EXPECT_EQ(server_.net().connection_count(), 0U);
  check();
  EXPECT_EQ(server_.chat().client_count(), 0U);
}

TEST_F(RoomEntryTest, ADrainRefusesClientsThatWait) {
  WsClient client = connect("/room/tea/ws", {offer("at five")});
  server_.drain();
  EXPECT_EQ(client.read_ending().code, 1012);
  check();
  EXPECT_EQ(server_.chat().client_count(), 0U);
}

TEST_F(RoomEntryTest, WhoResumesNeedsNoPassword) {
  V1Client client(server_.endpoint(), "coffee");
  auto locked = rules();
  locked.policies = {{.match = "*", .is_locked = true}};
  server_.chat().entrance().set_rules(locked);
  client.drop();
  EXPECT_EQ(client.resume(server_.endpoint()).at("resumed"), true);
  EXPECT_EQ(connect("/room/coffee/ws").read_ending().code, 4423);
}

TEST_F(RoomEntryTest, NoLogLineContainsACredential) {
  WsClient a = connect("/room/tea/ws?password=planted-secret");
  WsClient b = connect("/room/tea/ws?token=planted-secret");
  WsClient c = connect("/room/tea/ws", {offer("planted-secret")});
  WsClient d = connect("/room/tea/ws", {std::string{kV1Offer} + ", parley.token.planted-secret"});
  check();
  ASSERT_FALSE(server_.log().empty());
  for (const std::string& line : server_.log()) {
    EXPECT_EQ(line.find("planted-secret"), std::string::npos) << line;
    EXPECT_EQ(line.find(base64url_of("planted-secret")), std::string::npos) << line;
  }
}

TEST(RoomEntry, WithoutRulesCredentialsAreNotLookedAt) {
  MemoryServer server;
  for (const char* const query : {"?token=x", "?password=", "?password=a&password=b"}) {
    WsClient client(server.endpoint(), std::string("/room/tea/ws") + query);
    EXPECT_EQ(client.read().at("type"), "greeting") << query;
  }
}

}  // namespace
}  // namespace parley::test
