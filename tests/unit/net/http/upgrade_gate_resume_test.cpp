// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// A client that comes back to its session is let in however many connections there are; one that
// only claims to is not.
#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

constexpr int kResumes = 4;  // and one more, as many as a session has at once
const std::string kGuess = "/room/tea/ws?received=0&resume=" + std::string(32, 'e');

constexpr net::Limits kFewNewOnes{.new_connections_per_address = {0.001, 2}};
constexpr net::Limits kFewAtATime{.connections_per_address = 1};
constexpr net::Limits kFewNewOnesOfAll{.new_connections = {0.001, 2}};
constexpr net::Limits kFewOfAll{.connections = 1};

struct Case {
  const char* name;
  net::Limits limits;
  bool is_forwarded;
  int refusal;
};

class EachLimit : public testing::TestWithParam<Case> {
 protected:
  [[nodiscard]] HttpClient::Headers headers() const {
    if (!GetParam().is_forwarded) return {};
    return {"X-Forwarded-For: 203.0.113.1"};
  }

  [[nodiscard]] HttpResponse guess() {
    HttpClient::Headers more = headers();
    more.emplace_back(kV1Offer);
    return refused_upgrade(endpoint_, kGuess, more);
  }

  MemoryServer server_{{.net = {.limits = GetParam().limits}}};
  Endpoint endpoint_ = server_.endpoint({.address = GetParam().is_forwarded ? "" : "203.0.113.1"});
};

TEST_P(EachLimit, LetsThroughWhoComesBackAndNobodyElse) {
  V1Client client(endpoint_, "tea", {}, headers());
  for (int i = 0; i < kResumes; ++i) {
    WsClient older = client.release();  // still there, as after a change of networks
    client.resume(endpoint_);
    ASSERT_TRUE(client.is_resumed());
    (void)client.messages_until_now();
    EXPECT_EQ(older.read_ending().code, 4409);
  }
  // Those may have used up what there was for others, too.
  int refused = 0;
  for (int i = 0; i < 3; ++i) refused += guess().status == GetParam().refusal;
  EXPECT_GE(refused, 2);
  client.drop();
  client.resume(endpoint_);
  EXPECT_TRUE(client.is_resumed());
}

INSTANTIATE_TEST_SUITE_P(SessionAdmission, EachLimit,
                         testing::Values(Case{"RateOfAnAddress", kFewNewOnes, false, 429},
                                         Case{"RateOfAForwardedAddress", kFewNewOnes, true, 429},
                                         Case{"ConnectionsOfAnAddress", kFewAtATime, false, 429},
                                         Case{"ConnectionsOfAForwardedAddress", kFewAtATime, true,
                                              429},
                                         Case{"RateOfAll", kFewNewOnesOfAll, false, 429},
                                         Case{"Connections", kFewOfAll, false, 503}),
                         [](const auto& tested) { return tested.param.name; });

std::string path_of(const V1Client& client) {
  return "/room/tea/ws?received=" + std::to_string(client.received()) +
         "&resume=" + client.tokens().back();
}

// Each takeover costs a connection, a replay and a welcome.
TEST(SessionAdmission, OneSessionIsNotResumedAgainAndAgain) {
  MemoryServer server;
  const Endpoint endpoint = server.endpoint({.address = "203.0.113.1"});
  V1Client client(endpoint, "tea");
  for (int i = 0; i < 5; ++i) client.resume(endpoint);
  ASSERT_TRUE(client.is_resumed());
  (void)client.messages_until_now();
  const HttpResponse refused = refused_upgrade(endpoint, path_of(client), {kV1Offer});
  EXPECT_EQ(refused.status, 429);
  EXPECT_TRUE(refused.header("retry-after").has_value());
  EXPECT_EQ(server.counters().refusals[net::Refusal::ResumeRate], 1U);
  (void)client.messages_until_now();  // the seat stays, with its connection
  server.advance(std::chrono::seconds{1});
  client.resume(endpoint);
  EXPECT_TRUE(client.is_resumed());
}

// Otherwise a client that resumes and resumes fills the server with closing connections.
TEST(SessionAdmission, AConnectionThatWasTakenOverIsNotCounted) {
  MemoryServer server({.net = {.limits = {.connections_per_address = 2}}});
  const Endpoint endpoint = server.endpoint({.address = "203.0.113.1"});
  V1Client client(endpoint, "tea");
  std::vector<WsClient> older;  // none of them answers the Close
  for (int i = 0; i < 5; ++i) {
    older.push_back(client.release());
    client.resume(endpoint);
    ASSERT_TRUE(client.is_resumed());
  }
  const WsClient other(endpoint, "/room/tea/ws");  // the second of two
}

// A token is no way to any number of new sessions.
TEST(SessionAdmission, AnImpossibleCountExcusesNothing) {
  MemoryServer server({.net = {.limits = kFewNewOnes}});
  const Endpoint endpoint = server.endpoint({.address = "203.0.113.1"});
  V1Client client(endpoint, "tea");
  const std::string path = "/room/tea/ws?resume=" + client.tokens().back() + "&received=999999";
  int refused = 0;
  for (int i = 0; i < 3; ++i) {
    refused += refused_upgrade(endpoint, path, {kV1Offer}).status == 429;
  }
  EXPECT_GE(refused, 2);
}

TEST(SessionAdmission, AResumeOfAnotherRoomIsNone) {
  MemoryServer server({.net = {.limits = kFewAtATime}});
  const Endpoint endpoint = server.endpoint({.address = "203.0.113.1"});
  const V1Client client(endpoint, "tea");
  const std::string query = "?received=0&resume=" + client.tokens().back();
  EXPECT_EQ(refused_upgrade(endpoint, "/room/coffee/ws" + query, {kV1Offer}).status, 429);
  EXPECT_EQ(refused_upgrade(endpoint, "/room/tea/ws" + query).status, 429);  // a base client
  EXPECT_EQ(refused_upgrade(endpoint, "/room/tea" + query, {kV1Offer}).status, 429);
}

}  // namespace
}  // namespace parley::test
