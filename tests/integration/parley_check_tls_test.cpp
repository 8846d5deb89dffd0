// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the check says about certificates, against the TLS of parleyd itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/certificate_maker.hpp"
#include "support/parley_check.hpp"
#include "support/parleyd_process.hpp"
#include "support/stand_in_proxy.hpp"

namespace parley::test {
namespace {

using testing::HasSubstr;

class ParleyCheckTls : public testing::Test {
 protected:
  /// `chain`: what the server sends, its own first.
  CheckRun run_with(const std::string& chain, const MadeCertificate& own,
                    const std::vector<std::string>& more = {}) {
    dir_.write("chain.pem", chain);
    dir_.write("key.pem", own.key_pem());
    const std::string folder = dir_.path().string();
    ParleydProcess daemon(
        {.config = "tls: {certificate: " + folder + "/chain.pem, key: " + folder + "/key.pem}",
         .listen = {"tls:127.0.0.1:0"},
         .web_root = PARLEY_SOURCE_DIR "/web"});
    const std::string line = daemon.wait_for_log({"event=listening"});
    const std::size_t at = line.find("tls:127.0.0.1:") + 14;
    const std::string port = line.substr(at, line.find_first_not_of("0123456789", at) - at);
    std::vector<std::string> arguments{"wss://127.0.0.1:" + port + "/room/tea/ws"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_parley_check(arguments);
  }

  std::vector<std::string> trusting_authority() const {
    return {"--ca", dir_.write("ca.pem", authority_.certificate_pem()).string()};
  }

  TempDir dir_;
  MadeCertificate authority_{{.names = {}, .is_authority = true}};
};

TEST_F(ParleyCheckTls, TakesACertificateOfAnAuthorityThatItWasTold) {
  const MadeCertificate own({}, authority_);
  const CheckRun run = run_with(own.certificate_pem(), own, trusting_authority());
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.finding("ok", "tls"), HasSubstr("TLSv1.3, a certificate for 127.0.0.1"));
  EXPECT_THAT(run.finding("ok", "relay"), HasSubstr("both ways"));
}

TEST_F(ParleyCheckTls, IsReadyWhateverTheCertificate) {
  const MadeCertificate own({}, authority_);
  const CheckRun run = run_with(own.certificate_pem(), own, {"--ready"});
  EXPECT_EQ(run.exit_code, 0) << run.output;
}

TEST_F(ParleyCheckTls, SaysThatNobodyKnowsTheAuthority) {
  const MadeCertificate own({}, authority_);
  const CheckRun run = run_with(own.certificate_pem() + authority_.certificate_pem(), own);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tls"), HasSubstr("name it to this check"));
  EXPECT_THAT(run.finding("ok", "relay"), HasSubstr("both ways")) << "it goes on nevertheless";
}

TEST_F(ParleyCheckTls, SaysThatTheChainIsIncomplete) {
  const MadeCertificate own({.names_issuer_url = true}, authority_);
  const CheckRun run = run_with(own.certificate_pem(), own);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tls"), HasSubstr("fullchain.pem"));
}

TEST_F(ParleyCheckTls, SaysThatTheCertificateIsSignedByItself) {
  const MadeCertificate own(CertificateOptions{});
  const CheckRun run = run_with(own.certificate_pem(), own);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tls"), HasSubstr("self-signed"));
}

TEST_F(ParleyCheckTls, SaysThatTheCertificateHasExpired) {
  const MadeCertificate own({.ends = std::chrono::hours{-1}}, authority_);
  const CheckRun run = run_with(own.certificate_pem(), own, trusting_authority());
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tls"), HasSubstr("has expired"));
}

TEST_F(ParleyCheckTls, WarnsBeforeTheCertificateExpires) {
  const MadeCertificate own({.ends = std::chrono::hours{24 * 3 + 1}}, authority_);
  const CheckRun run = run_with(own.certificate_pem(), own, trusting_authority());
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.finding("warn", "tls"), HasSubstr("expires in 3 days"));
}

TEST_F(ParleyCheckTls, SaysForWhichNamesTheCertificateIs) {
  const MadeCertificate own({.names = "DNS:other.example.org,IP:192.0.2.1"}, authority_);
  const CheckRun run = run_with(own.certificate_pem(), own, trusting_authority());
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tls"),
              HasSubstr("is for other.example.org, 192.0.2.1, not for 127.0.0.1"));
}

TEST_F(ParleyCheckTls, SaysThatThePortDoesNotSpeakTls) {
  const ParleydProcess daemon(ParleydOptions{});
  const CheckRun run = run_parley_check({"https://127.0.0.1:" + std::to_string(daemon.port())});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tls"), HasSubstr("does not speak TLS on this port"));
}

}  // namespace
}  // namespace parley::test
