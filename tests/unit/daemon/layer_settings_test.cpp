// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/layer_settings.hpp"

#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

using std::chrono::seconds;

TEST(NetSettings, LetInTwiceWhatMessagesMayHave) {
  Config config;
  config.chat.bytes = {4.0e6, 8.0e6};
  const net::Settings settings = net_settings(config);
  EXPECT_EQ(settings.input, (Rate{8.0e6, 16.0e6}));
}

TEST(NetSettings, NeverLetInSoLittleThatAHandshakeWaits) {
  Config config;
  config.chat.bytes = {1, 1};
  EXPECT_EQ(net_settings(config).input, net::Settings{}.input);
}

TEST(ServerFacts, AreThoseOfTheConfiguration) {
  Config config;
  config.heartbeat = {seconds{7}, seconds{3}};
  config.net.message_bytes = 1234;
  const chat::ServerFacts facts = server_facts(config);
  EXPECT_EQ(facts.heartbeat_interval, seconds{7});
  EXPECT_EQ(facts.heartbeat_timeout, seconds{3});
  EXPECT_EQ(facts.message_bytes, 1234U);
}

}  // namespace
}  // namespace parley::daemon
