// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/session_message.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "parley/protocol/message.hpp"

namespace parley::protocol {
namespace {

using std::chrono::milliseconds;

Welcome welcome() {
  return {.id = "0a",
          .room_id = "r",
          .username = "Zi\"ggy",
          .version = "1.2.3",
          .heartbeat_interval = milliseconds{25'000},
          .heartbeat_timeout = milliseconds{15'000},
          .message_bytes = 65'536,
          .messages_per_second = 99.5,
          .burst = 1000,
          .token = "secret",
          .window = milliseconds{30'000},
          .is_resumed = false,
          .received = 0,
          .room_version = 7,
          .clients = {},
          .ice_servers = R"([{"urls":["stun:a"]}])"};
}

constexpr const char* kWelcomeHead =
    R"({"id":"0a","room_id":"r","username":"Zi\"ggy","version":"1.2.3",)"
    R"("features":["resume","ice-servers"],)"
    R"("heartbeat":{"interval_ms":25000,"timeout_ms":15000},)"
    R"("limits":{"message_bytes":65536,"messages_per_second":100,"burst":1000},)"
    R"("resume":{"token":"secret","window_ms":30000},)";

TEST(WelcomeData, ListsTheRoomForANewSession) {
  const std::vector<ClientInfo> clients{{"0a", "Zi\"ggy"}, {"0b", "Iman", true}};
  Welcome facts = welcome();
  facts.clients = clients;
  std::string data;
  append_welcome(data, facts);
  EXPECT_EQ(data, std::string{kWelcomeHead} +
                      R"("resumed":false,"received":0,"room":{"version":7,"clients":[)"
                      R"({"id":"0a","username":"Zi\"ggy"},)"
                      R"({"id":"0b","username":"Iman","suspended":true}]},)"
                      R"("ice_servers":[{"urls":["stun:a"]}]})");
}

TEST(WelcomeData, HasNoListForOneThatIsResumed) {
  Welcome facts = welcome();
  facts.is_resumed = true;
  facts.received = 18'446'744'073'709'551'615U;
  std::string data;
  append_welcome(data, facts);
  EXPECT_EQ(data, std::string{kWelcomeHead} +
                      R"("resumed":true,"received":18446744073709551615,"room":{"version":7},)"
                      R"("ice_servers":[{"urls":["stun:a"]}]})");
}

TEST(RoomInfoOfASession, CarriesTheVersionAndWhoIsSuspended) {
  const std::vector<ClientInfo> clients{{"0a", "x", true}, {"0b", "y"}};
  std::string data;
  append_versioned_room_info(data, "r", 3, clients);
  EXPECT_EQ(data, R"({"room_id":"r","version":3,"clients":[)"
                  R"({"id":"0a","username":"x","suspended":true},{"id":"0b","username":"y"}]})");
  data.clear();
  append_versioned_room_info(data, "r", 0, {});
  EXPECT_EQ(data, R"({"room_id":"r","version":0,"clients":[]})");
}

TEST(ChangeData, NamesTheClientAndTheVersion) {
  std::string data;
  append_client_change(data, {"0a", "x\\"}, 9);
  EXPECT_EQ(data, R"({"client":{"id":"0a","username":"x\\"},"version":9})");
  data.clear();
  append_presence_change(data, "0a", "timeout", 10);
  EXPECT_EQ(data, R"({"id":"0a","reason":"timeout","version":10})");
  data.clear();
  append_presence_change(data, "0a", "", 11);
  EXPECT_EQ(data, R"({"id":"0a","version":11})");
}

TEST(GoingAwayData, TellsWhenToComeBack) {
  std::string data;
  append_going_away(data, milliseconds{1500});
  EXPECT_EQ(data, R"({"reconnect_after_ms":1500})");
}

TEST(AckData, IsReadAsItIsWritten) {
  for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{16}, ~std::uint64_t{0}}) {
    std::string data;
    append_ack(data, count);
    EXPECT_EQ(data, R"({"received":)" + std::to_string(count) + "}");
    EXPECT_EQ(parse_ack(data), count);
  }
}

TEST(AckData, MayBeWrittenInAnyWayThatIsJson) {
  const std::vector<std::pair<std::string, std::uint64_t>> cases{
      {R"({ "received" : 7 })", 7},
      {R"({"received":7 })", 7},
      {R"({"received":7,"other":[1,{"received":8}]})", 7},
      {R"({"other":"}","received":7})", 7},
      {R"({"rec\u0065ived":7})", 7},
      {R"({"received": 18446744073709551615})", ~std::uint64_t{0}},
  };
  for (const auto& [data, count] : cases) EXPECT_EQ(parse_ack(data), count) << data;
}

TEST(AckData, ThatIsNoCountIsNone) {
  for (const char* data :
       {"", "7", "null", "[7]", R"("received")", "{}", R"({"received":null})",
        R"({"received":"7"})", R"({"received":-1})", R"({"received":-0.0})", R"({"received":7.0})",
        R"({"received":7.5})", R"({"received":1e2})", R"({"received":18446744073709551616})",
        R"({"received":99999999999999999999999})", R"({"received":{"received":7}})",
        R"({"Received":7})", R"({"received":true})"}) {
    EXPECT_EQ(parse_ack(data), std::nullopt) << data;
  }
}

}  // namespace
}  // namespace parley::protocol
