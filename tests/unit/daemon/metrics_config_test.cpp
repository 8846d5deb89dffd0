// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/daemon/config_file.hpp"

// The key metrics.listen.

namespace parley::daemon {
namespace {

using Addresses = std::vector<net::ListenAddress>;

LoadResult read(const std::string& list) {
  return parse_config("metrics:\n  listen: " + list + "\n", "p.yaml");
}

TEST(MetricsConfig, CanBeElsewhereOrNowhere) {
  EXPECT_EQ(read("[]").config.metrics_listen, Addresses{});
  EXPECT_EQ(read(R"(["127.0.0.1:1", "unix:/run/m.sock"])").config.metrics_listen,
            (Addresses{{.host = "127.0.0.1", .port = 1}, {.path = "/run/m.sock"}}));
}

TEST(MetricsConfig, DoesNotChangeWhenTheDefaultIsWrittenDown) {
  const auto result = read("[127.0.0.1:9690]");
  EXPECT_EQ(result.config.metrics_listen, Config{}.metrics_listen);
  EXPECT_TRUE(result.config.metrics_listen.at(0).is_optional);
}

TEST(MetricsConfig, RefusesTlsAndWhatIsNoAddress) {
  EXPECT_THAT(read(R"(["tls:127.0.0.1:1"])").errors,
              testing::ElementsAre("p.yaml:2: metrics.listen: metrics are served without TLS"));
  EXPECT_THAT(read("[9690]").errors,
              testing::ElementsAre(testing::HasSubstr("\"9690\" is not an address")));
}

}  // namespace
}  // namespace parley::daemon
