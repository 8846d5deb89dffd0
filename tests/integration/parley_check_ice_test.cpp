// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the check says about ICE servers, against Debian's coturn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/certificate_maker.hpp"
#include "support/parley_check.hpp"
#include "support/parleyd_process.hpp"
#include "support/stand_in_proxy.hpp"
#include "support/turn_server.hpp"

namespace parley::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

CheckRun check_ice(const std::string& servers, const std::vector<std::string>& more = {},
                   const std::string& timeout = "5") {
  const ParleydProcess daemon(
      ParleydOptions{.config = "ice_servers: " + servers, .web_root = PARLEY_SOURCE_DIR "/web"});
  std::vector<std::string> arguments{"http://127.0.0.1:" + std::to_string(daemon.port()),
                                     "--timeout", timeout};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_parley_check(arguments);
}

/// One server for parley.yaml, over UDP and TCP.
std::string turn_entry(const std::string& host, const std::string& login) {
  return "[{urls: [\"turn:" + host + "?transport=udp\", \"turn:" + host + "?transport=tcp\"], " +
         login + "}]";
}

TEST(ParleyCheckIce, AllocatesOverUdpAndTcp) {
  const TurnServer server("tea", {"--no-tls"});
  const CheckRun run = check_ice(turn_entry(server.host_and_port(), "secret: tea"));
  EXPECT_EQ(run.exit_code, 0) << run.output;
  for (const char* transport : {"udp", "tcp"}) {
    EXPECT_THAT(run.output, HasSubstr("ok    turn      turn:" + server.host_and_port() +
                                      "?transport=" + transport +
                                      " accepts the credential and relays at 127.0.0.1"));
  }
}

TEST(ParleyCheckIce, AsksForItsAddress) {
  const TurnServer server("tea", {"--no-tls"});
  const CheckRun run = check_ice("[{urls: \"stun:" + server.host_and_port() + "\"}]");
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.finding("ok", "stun"), HasSubstr("sees us as 127.0.0.1"));
  EXPECT_THAT(run.finding("warn", "turn"), HasSubstr("there is no TURN server"));
}

TEST(ParleyCheckIce, SaysThatTheSecretsDiffer) {
  const TurnServer server("coffee", {"--no-tls"});
  const CheckRun run = check_ice(turn_entry(server.host_and_port(), "secret: tea"));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "turn"), HasSubstr("refuses the credential"));
  EXPECT_THAT(run.finding("FAIL", "turn"), HasSubstr("static-auth-secret="));
  EXPECT_THAT(run.finding("warn", "turn"), HasSubstr("none of the TURN servers works"));
}

TEST(ParleyCheckIce, SaysThatAFixedPasswordIsWrong) {
  const TurnServer server("coffee", {"--no-tls"});
  const CheckRun run = check_ice(
      turn_entry(server.host_and_port(), "username: alice, credential: not-the-right-one"));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "turn"), HasSubstr("user=NAME:PASSWORD"));
}

TEST(ParleyCheckIce, SaysThatNothingAnswers) {
  // It takes connections and says nothing; over UDP nothing is there at all.
  const StandInProxy silent({}, {});
  const std::string host = "127.0.0.1:" + std::to_string(silent.port());
  const CheckRun run = check_ice(
      "[{urls: \"stun:" + host + "\"}, " + turn_entry(host, "secret: tea").substr(1), {}, "1");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "stun"), HasSubstr("does not answer"));
  EXPECT_THAT(run.finding("FAIL", "turn"), HasSubstr("let UDP"));
  EXPECT_THAT(run.output, HasSubstr("transport=tcp does not answer"));
}

TEST(ParleyCheckIce, TriesTcpWhereOnlyUdpIsNamed) {
  const TurnServer server("tea", {"--no-tls"});
  const CheckRun run = check_ice("[{urls: \"turn:" + server.host_and_port() + "\", secret: tea}]");
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.finding("warn", "turn"), HasSubstr("though the server answers over TCP, too"));
}

TEST(ParleyCheckIce, SaysThatOnlyUdpIsHeldUp) {
  const TurnServer server("tea", {"--no-tls", "--no-udp"});
  const CheckRun run =
      check_ice("[{urls: \"turn:" + server.host_and_port() + "\", secret: tea}]", {}, "2");
  EXPECT_EQ(run.exit_code, 1) << run.output;
  EXPECT_THAT(run.finding("FAIL", "turn"), HasSubstr("something blocks UDP"));
}

TEST(ParleyCheckIce, LooksAtTheCertificateOfTurns) {
  const TempDir dir;
  const MadeCertificate own({.names = "DNS:localhost"});
  const auto certificate = dir.write("own.pem", own.certificate_pem()).string();
  const auto key = dir.write("key.pem", own.key_pem()).string();
  const TurnServer server("tea", {"--cert", certificate, "--pkey", key});
  const auto entry = [&](const std::string& host) {
    const std::string port = server.host_and_port().substr(server.host_and_port().find(':'));
    return "[{urls: \"turns:" + host + port + "\", secret: tea}]";
  };
  const CheckRun works = check_ice(entry("localhost"), {"--ca", certificate});
  EXPECT_EQ(works.exit_code, 0) << works.output;
  EXPECT_THAT(works.finding("ok", "turn"), HasSubstr("relays at 127.0.0.1"));
  const CheckRun wrong = check_ice(entry("127.0.0.1"), {"--ca", certificate});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.finding("FAIL", "turn"), HasSubstr("is for localhost, not for 127.0.0.1"));
  EXPECT_THAT(works.finding("warn", "turn"), IsEmpty());
}

}  // namespace
}  // namespace parley::test
