// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The findings that no test on loopback can provoke: they need public addresses, other clocks, or
// a proxy of somebody else's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include "check/certificate.hpp"
#include "check/ice_words.hpp"
#include "check/resolve.hpp"
#include "check/upgrade_words.hpp"

namespace parley::check {
namespace {

using boost::asio::ip::make_address;
using testing::HasSubstr;

std::string words_of(const Finding& finding) {
  return as_text(finding);
}

TurnAttempt attempt_at(const char* server, const char* relayed) {
  TurnAttempt attempt{"turn:t.example.org", make_address(server), {}, {}, {}, {}};
  attempt.user.username = "1000:abc";
  attempt.allocation.relayed.emplace(make_address(relayed), std::uint16_t{50000});
  attempt.allocation.is_freed = true;
  return attempt;
}

TurnAttempt refused_with(int code) {
  TurnAttempt attempt = attempt_at("198.51.100.7", "198.51.100.7");
  attempt.allocation.relayed.reset();
  attempt.allocation.error = stun::Error{code, "Because"};
  return attempt;
}

TEST(IceWords, APrivateRelayAddressOfAPublicServerIsUseless) {
  for (const char* relayed : {"10.0.0.5", "172.31.0.1", "192.168.1.2", "127.0.0.1", "100.64.0.1"}) {
    const Finding finding = judge_turn(attempt_at("198.51.100.7", relayed));
    EXPECT_EQ(finding.verdict, Verdict::Failure) << relayed;
    EXPECT_THAT(words_of(finding), HasSubstr(std::string{"external-ip=198.51.100.7/"} + relayed));
  }
  EXPECT_EQ(judge_turn(attempt_at("198.51.100.7", "203.0.113.9")).verdict, Verdict::Ok);
  EXPECT_EQ(judge_turn(attempt_at("192.168.1.2", "192.168.1.2")).verdict, Verdict::Ok);
}

TEST(IceWords, ARefusedCredentialHasThreeReasons) {
  TurnAttempt attempt = refused_with(401);
  attempt.now = std::chrono::system_clock::from_time_t(500);
  EXPECT_THAT(words_of(judge_turn(attempt)), HasSubstr("static-auth-secret"));
  attempt.now = std::chrono::system_clock::from_time_t(1300);
  attempt.skew = std::chrono::seconds{-300};
  EXPECT_THAT(words_of(judge_turn(attempt)), HasSubstr("300 s behind"));
  EXPECT_THAT(words_of(judge_turn(attempt)), HasSubstr("300 s behind this machine's"));
  attempt.user.username = "alice";
  EXPECT_THAT(words_of(judge_turn(attempt)), HasSubstr("user=NAME:PASSWORD"));
}

TEST(IceWords, OtherRefusalsHaveTheirOwn) {
  for (const auto& [code, words] :
       {std::pair{403, "policy"}, std::pair{438, "nonce"}, std::pair{486, "quota"},
        std::pair{508, "min-port"}, std::pair{500, "500 Because"}}) {
    EXPECT_THAT(words_of(judge_turn(refused_with(code))), HasSubstr(words)) << code;
  }
}

TEST(IceWords, ARelayForAnybodyIsWarnedOf) {
  TurnAttempt attempt = attempt_at("198.51.100.7", "198.51.100.7");
  attempt.allocation.wants_no_credential = true;
  EXPECT_EQ(judge_turn(attempt).verdict, Verdict::Warning);
  attempt.allocation.wants_no_credential = false;
  attempt.allocation.is_freed = false;
  EXPECT_EQ(judge_turn(attempt).verdict, Verdict::Warning);
}

TlsFacts good_facts() {
  TlsFacts facts;
  facts.version = "TLSv1.3";
  facts.has_certificate = true;
  facts.verify_result = X509_V_OK;
  facts.is_name_right = true;
  facts.days_left = 60;
  facts.chain_length = 2;
  return facts;
}

TEST(TlsWords, TellACompleteChainFromACutOne) {
  TlsFacts facts = good_facts();
  EXPECT_EQ(judge_tls(facts, "h").verdict, Verdict::Ok);
  facts.verify_result = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
  EXPECT_THAT(words_of(judge_tls(facts, "h")), HasSubstr("name it to this check"));
  facts.chain_length = 1;
  facts.names_issuer_url = true;
  EXPECT_THAT(words_of(judge_tls(facts, "h")), HasSubstr("fullchain.pem"));
  facts.verify_result = X509_V_ERR_CERT_NOT_YET_VALID;
  EXPECT_THAT(words_of(judge_tls(facts, "h")), HasSubstr("not valid yet"));
}

TEST(UpgradeWords, ADaemonThatRefusesItsOwnOriginIsToldFromAProxy) {
  const Target target = parse_target("https://example.org", "r").target;
  HttpAnswer answer;
  answer.status = 403;
  answer.error = "declined";
  EXPECT_THAT(words_of(judge_upgrade(answer, target)), HasSubstr("deny, allow"));
  answer.body = "pages of this origin may not connect\n";
  EXPECT_THAT(words_of(judge_upgrade(answer, target)),
              HasSubstr("origins: [\"https://example.org\"]"));
}

TEST(UpgradeWords, EachKnownStatusIsExplained) {
  const Target target = parse_target("https://example.org", "r").target;
  for (const int status : {101, 200, 301, 400, 401, 403, 404, 426, 429, 502, 503, 504, 505, 521}) {
    HttpAnswer answer;
    answer.status = status;
    answer.error = "declined";
    const Finding finding = judge_upgrade(answer, target);
    EXPECT_EQ(finding.verdict, Verdict::Failure) << status;
    EXPECT_FALSE(finding.advice.empty()) << status;
  }
}

/// The lines of net::UpgradeGate::overrun, and those of others.
TEST(UpgradeWords, LimitsAreToldApart) {
  const Target target = parse_target("https://example.org", "r").target;
  const auto words = [&](int status, std::string body) {
    HttpAnswer answer;
    answer.status = status;
    answer.error = "declined";
    answer.body = std::move(body);
    return words_of(judge_upgrade(answer, target));
  };
  EXPECT_THAT(words(429, "too many connections from this address, close some and try again\n"),
              HasSubstr("raise limits.connections_per_address in"));
  EXPECT_THAT(words(429, "new connections from this address come too fast, try again\n"),
              HasSubstr("limits.new_connections_per_address_burst"));
  EXPECT_THAT(words(429, "the server gets new connections too fast, try again\n"),
              HasSubstr("raise limits.new_connections_per_second"));
  EXPECT_THAT(words(429, "sessions are resumed too fast, try again\n"), HasSubstr("one session"));
  EXPECT_THAT(words(429, "<title>429 Too Many Requests</title>"), HasSubstr("says the proxy"));
  EXPECT_THAT(words(503, "the server is full, try again in a few minutes\n"),
              HasSubstr("Raise limits.connections in"));
  EXPECT_THAT(words(503, "draining\n"), HasSubstr("about to stop"));
  EXPECT_THAT(words(503, "<h1>Service Unavailable</h1>"), HasSubstr("not from parleyd"));
}

TEST(Addresses, PrivateOnesAreKnown) {
  for (const char* text :
       {"10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.1.1", "127.0.0.1", "100.127.0.1",
        "0.0.0.0", "::1", "fe80::1", "fd00::1", "fc00::1", "::ffff:10.0.0.1"}) {
    EXPECT_TRUE(is_private(make_address(text))) << text;
  }
  for (const char* text : {"9.255.0.1", "172.32.0.1", "172.15.0.1", "192.169.0.1", "100.128.0.1",
                           "100.63.0.1", "2001:db8::1", "::ffff:192.0.2.1", "fbff::1", "fe00::1"}) {
    EXPECT_FALSE(is_private(make_address(text))) << text;
  }
}

}  // namespace
}  // namespace parley::check
