// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Who comes back to a session of its own is not turned away for how many connections there are;
// who only says so is.
#include <gtest/gtest.h>

#include "support/parleyd_process.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

constexpr int kResumes = 10;
const std::string kGuess = "/room/tea/ws?received=0&resume=" + std::string(32, 'e');

constexpr const char* kFewNewOnes =
    "limits: {new_connections_per_address_per_second: 0.001, new_connections_per_address_burst: 2}";
constexpr const char* kFewAtATime = "limits: {connections_per_address: 1}";
constexpr const char* kFewNewOnesOfAll =
    "limits: {new_connections_per_second: 0.001, new_connection_burst: 2}";
constexpr const char* kFewOfAll = "limits: {connections: 1}";

struct Case {
  const char* name;
  const char* limit;
  bool is_forwarded;
  int refusal;
};

class EachLimit : public testing::TestWithParam<Case> {
 protected:
  [[nodiscard]] HttpClient::Headers headers() const {
    if (!GetParam().is_forwarded) return {};
    return {"X-Forwarded-For: 203.0.113.1"};
  }

  [[nodiscard]] HttpResponse guess() const {
    HttpClient::Headers more = headers();
    more.emplace_back(kV1Offer);
    return refused_upgrade(daemon_.port(), kGuess, more);
  }

  ParleydProcess daemon_{std::string(GetParam().limit) +
                         (GetParam().is_forwarded ? "\n" : "\ntrusted_proxies: []\n")};
};

TEST_P(EachLimit, LetsThroughWhoComesBackAndNobodyElse) {
  V1Client client(daemon_.port(), "tea", {}, headers());
  for (int i = 0; i < kResumes; ++i) {
    WsClient older = client.release();  // still there, as after a change of networks
    client.resume(daemon_.port());
    ASSERT_TRUE(client.is_resumed());
    (void)client.messages_until_now();
    EXPECT_EQ(older.read_ending().code, 4409);
  }
  // Those may have used up what there was for others, too.
  int refused = 0;
  for (int i = 0; i < 3; ++i) refused += guess().status == GetParam().refusal;
  EXPECT_GE(refused, 2);
  client.drop();
  client.resume(daemon_.port());
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

// A token is no way to any number of new sessions.
TEST(SessionAdmission, AnImpossibleCountExcusesNothing) {
  const ParleydProcess daemon{std::string{kFewNewOnes} + "\ntrusted_proxies: []\n"};
  V1Client client(daemon.port(), "tea");
  const std::string path = "/room/tea/ws?resume=" + client.tokens().back() + "&received=999999";
  int refused = 0;
  for (int i = 0; i < 3; ++i) {
    refused += refused_upgrade(daemon.port(), path, {kV1Offer}).status == 429;
  }
  EXPECT_GE(refused, 2);
}

TEST(SessionAdmission, AResumeOfAnotherRoomIsNone) {
  ParleydProcess daemon(std::string(kFewAtATime) + "\ntrusted_proxies: []\n");
  const V1Client client(daemon.port(), "tea");
  const std::string query = "?received=0&resume=" + client.tokens().back();
  EXPECT_EQ(refused_upgrade(daemon.port(), "/room/coffee/ws" + query, {kV1Offer}).status, 429);
  EXPECT_EQ(refused_upgrade(daemon.port(), "/room/tea/ws" + query).status, 429);  // a base client
  EXPECT_EQ(refused_upgrade(daemon.port(), "/room/tea" + query, {kV1Offer}).status, 429);
}

}  // namespace
}  // namespace parley::test
