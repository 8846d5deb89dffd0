// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Where /metrics is served, and where it is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/http_client.hpp"
#include "support/metrics_text.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

TEST(Metrics, AreNotOnTheAddressOfTheClients) {
  const ParleydProcess daemon;
  EXPECT_EQ(http_get(daemon.port(), "/metrics").status, 404);
}

TEST(Metrics, AreServedWhereTheConfigurationSays) {
  const TempDir folder;
  const auto path = folder.path() / "metrics.sock";
  ParleydProcess daemon(ParleydOptions{
      .config = "metrics: {listen: [\"unix:" + path.string() + "\"]}\n", .metrics_listen = {}});
  daemon.wait_for_log({"event=metrics-listening", path.string()});
  HttpClient client{Socket::unix_domain(path)};
  EXPECT_EQ(parse_metrics(client.get("/metrics").body).value("parley_clients"), 0);
}

TEST(Metrics, MustHaveTheAddressThatIsAskedFor) {
  ParleydProcess first(ParleydOptions{.metrics_listen = {"127.0.0.1:0"}});
  const std::string taken = "127.0.0.1:" + std::to_string(metrics_port(first));
  ParleydProcess second(ParleydOptions{.config = "metrics: {listen: [\"" + taken + "\"]}\n",
                                       .metrics_listen = {},
                                       .is_started = false});
  EXPECT_EQ(second.wait_for_exit(), 1);
  EXPECT_THAT(second.wait_for_log({"event=failed"}), testing::HasSubstr(taken));
}

/// Two of them in a row, so that the second finds the default taken, whoever has it.
TEST(Metrics, DoWithoutTheDefaultIfItIsTaken) {
  const ParleydProcess first(ParleydOptions{.metrics_listen = {}});
  ParleydProcess second(ParleydOptions{.metrics_listen = {}});
  second.wait_for_log({"event=metrics-not-listening"});
  EXPECT_EQ(join(second.port(), "tea").id.size(), 32U);
}

}  // namespace
}  // namespace parley::test
