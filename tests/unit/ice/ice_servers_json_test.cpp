// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "parley/ice/ice_server.hpp"

namespace parley::ice {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kClientId = "00112233445566778899aabbccddeeff";
constexpr std::chrono::system_clock::time_point kNow{1'700'000'000s};

TEST(IceServersJson, IsAnEmptyListWithNothingConfigured) {
  EXPECT_EQ(ice_servers_json({}, kClientId, kNow), "[]");
}

TEST(IceServersJson, ListsServersInOrderWithTheirCredentials) {
  const std::vector<IceServer> servers{
      {.urls = {"stun:a.example", "stun:b.example"}},
      {.urls = {"turn:c.example"}, .username = "ann", .credential = "pass \"word\""},
      {.urls = {"turns:d.example"}, .secret = "north wind", .ttl = 1h},
  };
  EXPECT_EQ(ice_servers_json(servers, kClientId, kNow),
            R"([{"urls":["stun:a.example","stun:b.example"]},)"
            R"({"urls":["turn:c.example"],"username":"ann","credential":"pass \"word\""},)"
            R"({"urls":["turns:d.example"],)"
            R"("username":"1700003600:00112233445566778899aabbccddeeff",)"
            R"("credential":"ozrNnV5QToL2LcS457B7Mj/yQQ4="}])");
}

TEST(IceServersJson, SurvivesACredentialThatIsNotUtf8) {
  const std::vector<IceServer> servers{
      {.urls = {"turn:c.example"}, .username = "ann", .credential = "\xff"}};
  EXPECT_EQ(
      ice_servers_json(servers, kClientId, kNow),
      "[{\"urls\":[\"turn:c.example\"],\"username\":\"ann\",\"credential\":\"\xef\xbf\xbd\"}]");
}

}  // namespace
}  // namespace parley::ice
