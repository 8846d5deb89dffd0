// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/connection_intake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

TEST(Connections, AboveTheTotalAre503) {
  MemoryServer server({.net = {.limits = {.connections = 2}}});
  Member a = join(server.endpoint(), "tea");
  {
    Member b = join(server.endpoint(), "tea");
    HttpClient refused(server.endpoint());
    EXPECT_EQ(refused.get("/room/tea/ws", upgrade_headers()).status, 503);
    refused.expect_end();
    EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
    EXPECT_EQ(b.ws.close().code, 1000);
  }
  EXPECT_EQ(join(server.endpoint(), "tea").id.size(), 32U);
}

TEST(NewConnections, AboveTheRateAre429) {
  MemoryServer server({.net = {.limits = {.new_connections = {0.001, 2}}}});
  Member a = join(server.endpoint(), "tea");
  Member b = join(server.endpoint(), "tea");
  EXPECT_EQ(refused_upgrade(server.endpoint(), "/room/tea/ws").status, 429);
  EXPECT_EQ(HttpClient(server.connect({.address = "203.0.113.1"})).get("/healthz").status, 429);
  EXPECT_EQ(http_get(server.endpoint(), "/healthz").status, 200)
      << "a proxy's request is no client";
  EXPECT_EQ(ask(a, {{"type", "ping"}}).at("type"), "pong");
}

TEST(DirectPeers, AreCountedByTheirOwnAddressWhateverTheyForward) {
  MemoryServer server({.net = {.limits = {.connections_per_address = 1}}});
  const Member a = join(server.connect({.address = "203.0.113.1"}), "tea");
  const HttpClient::Headers forged = upgrade_headers({"X-Forwarded-For: 198.51.100.7"});
  EXPECT_EQ(
      HttpClient(server.connect({.address = "203.0.113.1"})).get("/room/tea/ws", forged).status,
      429);
  Member b = join(server.connect({.address = "203.0.113.2"}), "tea");
  EXPECT_THAT(ids_in_room(b), testing::ElementsAre(a.id, b.id));
}

TEST(DirectPeers, HaveARateOfNewConnections) {
  MemoryServer server({.net = {.limits = {.new_connections_per_address = {0.001, 2}}}});
  const auto status_from = [&](const char* address) {
    return HttpClient(server.connect({.address = address})).get("/healthz").status;
  };
  EXPECT_EQ(status_from("203.0.113.1"), 200);
  EXPECT_EQ(status_from("203.0.113.1"), 200);
  EXPECT_EQ(status_from("203.0.113.1"), 429);
  EXPECT_EQ(status_from("203.0.113.2"), 200);
}

TEST(RefusedConnections, AreToldWhichLimitItIsAndWhatToDo) {
  const auto told = [](const net::Limits& limits, const char* second) {
    MemoryServer server({.net = {.limits = limits}});
    const Member a = join(server.connect({.address = "203.0.113.1"}), "tea");
    return HttpClient(server.connect({.address = second})).get("/healthz").body;
  };
  EXPECT_EQ(told({.connections = 1}, "203.0.113.2"),
            "the server is full, try again in a few minutes\n");
  EXPECT_EQ(told({.connections_per_address = 1}, "203.0.113.1"),
            "too many connections from this address, close some and try again\n");
  EXPECT_EQ(told({.new_connections_per_address = {0.001, 1}}, "203.0.113.1"),
            "new connections from this address come too fast, try again in a few seconds\n");
  EXPECT_EQ(told({.new_connections = {0.001, 1}}, "203.0.113.2"),
            "the server gets new connections too fast, try again in a few seconds\n");
}

TEST(RefusedConnections, OfForwardedClientsAreToldTheSame) {
  const auto told = [](const net::Limits& limits) {
    MemoryServer server({.net = {.limits = limits}});
    const HttpClient::Headers headers = upgrade_headers({"X-Forwarded-For: 203.0.113.1"});
    HttpClient kept(server.connect());
    EXPECT_EQ(kept.get("/room/tea/ws", headers).status, 101);
    return HttpClient(server.connect()).get("/room/tea/ws", headers).body;
  };
  EXPECT_EQ(told({.connections_per_address = 1}),
            "too many connections from this address, close some and try again\n");
  EXPECT_EQ(told({.new_connections_per_address = {0.001, 1}}),
            "new connections from this address come too fast, try again in a few seconds\n");
  EXPECT_EQ(told({.new_connections = {0.001, 1}}),
            "the server gets new connections too fast, try again in a few seconds\n");
}

/// Beyond a number of refusals under way even telling why would be a way in.
TEST(RefusedConnections, AreClosedUnheardWhenThereAreTooMany) {
  MemoryServer server({.net = {.limits = {.connections = 1}}});
  const Member a = join(server.endpoint(), "tea");
  std::vector<Socket> silent;
  for (int i = 0; i < 256; ++i) silent.push_back(server.connect());
  EXPECT_EQ(server.net().connection_count(), 257U);
  Socket unheard = server.connect();
  EXPECT_EQ(unheard.read_to_end(), "");
  EXPECT_EQ(server.net().connection_count(), 257U);
  EXPECT_EQ(server.counters().refusals[net::Refusal::TotalConnections], 1U);
}

TEST(RefusedConnections, LeaveTheirPlacesToTheNextOne) {
  MemoryServer server({.net = {.limits = {.connections = 1, .connections_per_address = 1}}});
  const Member a = join(server.connect({.address = "203.0.113.1"}), "tea");
  // Over both limits: the address is asked first, and neither may keep a ticket.
  EXPECT_EQ(HttpClient(server.connect({.address = "203.0.113.1"})).get("/healthz").status, 429);
  EXPECT_EQ(HttpClient(server.connect({.address = "203.0.113.2"})).get("/healthz").status, 503);
  EXPECT_EQ(HttpClient(server.connect({.address = "203.0.113.2"})).get("/healthz").status, 503);
}

}  // namespace
}  // namespace parley::test
