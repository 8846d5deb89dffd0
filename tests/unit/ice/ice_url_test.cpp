// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/ice/ice_url.hpp"

#include <fstream>
#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace parley::ice {
namespace {

/// The samples that tests/unit/page/settings/ice_url_test.mjs reads as well.
nlohmann::json samples() {
  std::ifstream file{std::string{PARLEY_TEST_DATA} + "/ice/urls.json"};
  return nlohmann::json::parse(file);
}

TEST(IceUrl, IsWhatTheSamplesSay) {
  const std::map<std::string, IceTransport> transports{
      {"udp", IceTransport::Udp}, {"tcp", IceTransport::Tcp}, {"tls", IceTransport::Tls}};
  const auto all = samples();
  ASSERT_FALSE(all.at("valid").empty());
  for (const auto& sample : all.at("valid")) {
    const IceUrl wanted{
        sample.at("turn").get<bool>(), transports.at(sample.at("transport").get<std::string>()),
        sample.at("host").get<std::string>(), sample.at("port").get<std::uint16_t>()};
    EXPECT_EQ(IceUrl::parse(sample.at("url").get<std::string>()), wanted) << sample;
  }
}

TEST(IceUrl, IsNothingElse) {
  const auto all = samples();
  ASSERT_FALSE(all.at("invalid").empty());
  for (const auto& sample : all.at("invalid")) {
    EXPECT_EQ(IceUrl::parse(sample.get<std::string>()), std::nullopt) << sample;
  }
}

}  // namespace
}  // namespace parley::ice
