// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// parley-check --ready: what health checks of container engines and load balancers run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/parley_check.hpp"
#include "support/parleyd_process.hpp"
#include "support/stand_in_proxy.hpp"

namespace parley::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

CheckRun run_ready(std::uint16_t port) {
  return run_parley_check(
      {"--ready", "--timeout", "5", "http://127.0.0.1:" + std::to_string(port)});
}

CheckRun run_ready_with_response(const std::string& status, const std::string& body) {
  const StandInProxy proxy(
      {}, {.on_request = [&](std::string&) { return http_response(status, body); }});
  return run_ready(proxy.port());
}

TEST(ParleyCheckReady, IsOkIfTheServerTakesNewClients) {
  const ParleydProcess daemon;
  const CheckRun run = run_ready(daemon.port());
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.finding("ok", "readyz"), Not(IsEmpty()));
  EXPECT_THAT(run.output, HasSubstr("1 ok, 0 warnings, 0 failed"));
}

TEST(ParleyCheckReady, JoinsNoRoom) {
  ParleydProcess daemon;
  EXPECT_EQ(run_ready(daemon.port()).exit_code, 0);
  daemon.signal(SIGTERM);
  daemon.wait_for_exit();
  EXPECT_FALSE(daemon.log_has("event=joined"));
}

TEST(ParleyCheckReady, FailsIfNothingListens) {
  const std::uint16_t unused = StandInProxy({}, {}).port();
  const CheckRun run = run_ready(unused);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tcp"), HasSubstr("nothing listens"));
}

TEST(ParleyCheckReady, FailsForEveryOtherResponse) {
  const std::pair<const char*, const char*> cases[] = {{"503 Service Unavailable", "draining"},
                                                       {"502 Bad Gateway", ""},
                                                       {"404 Not Found", ""},
                                                       {"301 Moved Permanently", ""},
                                                       {"200 OK", "<h1>It works</h1>"},
                                                       {"204 No Content", ""}};
  for (const auto& [status, body] : cases) {
    const CheckRun run = run_ready_with_response(status, body);
    EXPECT_EQ(run.exit_code, 1) << status;
    EXPECT_THAT(run.finding("FAIL", "readyz"), Not(IsEmpty())) << status;
  }
}

TEST(ParleyCheckReady, FailsWithoutAResponse) {
  const StandInProxy proxy({}, {.on_request = [](std::string&) { return std::string{}; }});
  EXPECT_EQ(run_ready(proxy.port()).exit_code, 1);
}

TEST(ParleyCheckReady, TakesNoIdleTime) {
  EXPECT_EQ(run_parley_check({"--ready", "--idle", "5", "http://127.0.0.1:8080"}).exit_code, 64);
}

}  // namespace
}  // namespace parley::test
