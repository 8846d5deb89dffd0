// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The configuration file: refused at the start if it is wrong, and read again on SIGHUP.
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

constexpr const char* kIceServers = "ice_servers: [{urls: [\"stun:127.0.0.1\"]}]\n";

json ice_servers_of(Member& member) {
  return ask(member, {{"type", "get-ice-servers"}}).at("data");
}

class Reload : public testing::Test {
 protected:
  void reload(std::string_view config, const char* outcome) {
    daemon_.rewrite_config(config);
    const std::size_t before = daemon_.log().size();
    daemon_.signal(SIGHUP);
    daemon_.wait_for_log({outcome}, before);
  }

  ParleydProcess daemon_{kIceServers};
  Member a_ = join(daemon_.port(), "tea");
};

TEST_F(Reload, ChangesWhatCanChangeAndDisconnectsNobody) {
  EXPECT_EQ(ice_servers_of(a_), json::parse(R"([{"urls":["stun:127.0.0.1"]}])"));
  reload(
      "ice_servers: [{urls: [\"stun:127.0.0.2\"]}]\n"
      "origins: [\"https://new.example\"]\n"
      "rooms: {clients: 1}\n"
      "log: {level: debug}\n",
      "event=reloaded");
  EXPECT_EQ(ice_servers_of(a_), json::parse(R"([{"urls":["stun:127.0.0.2"]}])"));
  EXPECT_EQ(join(Socket::tcp(daemon_.port()), "b", {}, {"Origin: https://new.example"}).id.size(),
            32U);
  WsClient full(daemon_.port(), "/room/tea/ws");
  EXPECT_EQ(full.read_ending().code, 4430);
  a_.ws.send(R"({"type":"greeting"})");
  daemon_.wait_for_log({"debug", "event=greeting"});
}

TEST_F(Reload, NamesWhatCannotChange) {
  reload("unix_socket: {mode: \"0600\"}\n", "unix_socket.mode");
  daemon_.wait_for_log({"event=reloaded"});
  EXPECT_EQ(ask(a_, {{"type", "ping"}}).at("type"), "pong");
}

TEST_F(Reload, KeepsTheOldSettingsIfTheFileIsBroken) {
  for (const auto& [config, line, key] : std::vector<std::array<std::string, 3>>{
           {"log: {level: info}\nrooms:\n  max: many\n", ":3:", "rooms.max"},
           {"\nrooms: {maximum: 1}\n", ":2:", "maximum"},
           {"ice_servers: [\n", ":", "parley.yaml"},
           {"ice_servers: [{urls: [\"http://x\"]}]\n", ":1:", "ice_servers"}}) {
    daemon_.rewrite_config(config);
    const std::size_t before = daemon_.log().size();
    daemon_.signal(SIGHUP);
    daemon_.wait_for_log({"parley.yaml" + line, key}, before);
    EXPECT_EQ(ice_servers_of(a_), json::parse(R"([{"urls":["stun:127.0.0.1"]}])"));
  }
}

TEST_F(Reload, KeepsTheOldSettingsIfThereIsNoFile) {
  std::filesystem::remove(daemon_.config_path());
  const std::size_t before = daemon_.log().size();
  daemon_.signal(SIGHUP);
  daemon_.wait_for_log({"parley.yaml"}, before);
  EXPECT_EQ(ice_servers_of(a_), json::parse(R"([{"urls":["stun:127.0.0.1"]}])"));
}

TEST_F(Reload, UnderLoadLosesNothing) {
  Member b = join(daemon_.port(), "tea");
  constexpr int kMessages = 600;
  for (int i = 0; i < kMessages; ++i) {
    if (i == kMessages / 3) daemon_.signal(SIGHUP);
    if (i == kMessages / 2) {
      daemon_.wait_for_log({"event=reloaded"});
      daemon_.rewrite_config("nonsense");
      daemon_.signal(SIGHUP);
    }
    a_.ws.send_json({{"type", "x"}, {"receiver", b.id}, {"data", i}});
  }
  for (int i = 0; i < kMessages; ++i) ASSERT_EQ(b.ws.read().at("data"), i);
  daemon_.wait_for_log({"reload-refused"});
}

TEST(BrokenConfiguration, IsRefusedAtTheStartWith78) {
  for (const auto& [config, place] : std::vector<std::pair<std::string, std::string>>{
           {"rooms: {max: 0}\n", "parley.yaml:1: rooms.max: "},
           {"\nlimits:\n  message_bytes: lots\n", "parley.yaml:3: limits.message_bytes: "},
           {"lisen: []\n", "parley.yaml:1: lisen: "},
           {"heartbeat: 5\n", "parley.yaml:1: heartbeat"},
           {"a: [\n", "parley.yaml:"}}) {
    ParleydProcess daemon(ParleydOptions{.config = config, .is_started = false});
    EXPECT_EQ(daemon.wait_for_exit(), 78) << config;
    daemon.wait_for_log({place});
  }
}

TEST(BrokenConfiguration, AnAddressThatIsTakenEndsWith1) {
  ParleydProcess first;
  const std::string address = "127.0.0.1:" + std::to_string(first.port());
  ParleydProcess second(ParleydOptions{.listen = {address}, .is_started = false});
  EXPECT_EQ(second.wait_for_exit(), 1);
  second.wait_for_log({address});
}

TEST(Log, NeverHasWhatClientsSayToEachOther) {
  ParleydProcess daemon("log: {level: debug, room_ids: none, addresses: none}\n");
  {
    Member a = join(daemon.port(), "SECRETROOM", "username=SECRETNAME");
    Member b = join(daemon.port(), "SECRETROOM");
    a.ws.send_json({{"type", "offer"}, {"receiver", b.id}, {"data", "SECRETSDP"}});
    a.ws.send_json({{"type", "SECRETTYPE"}, {"receiver", "SECRETRECEIVER"}, {"data", "SECRET"}});
    a.ws.send("SECRETJUNK");
    EXPECT_THAT(a.ws.messages_until_now(), testing::SizeIs(2));
    EXPECT_EQ(refused_upgrade(daemon.port(), "/room/x/ws?token=SECRET", {"Origin: null"}).status,
              403);
  }
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait_for_exit(), 0);
  daemon.wait_for_log({"event=stopped"});
  EXPECT_FALSE(daemon.log_has("SECRET"));
  EXPECT_FALSE(daemon.log_has("address=127.0.0.1 "));
}

TEST(Log, CanBeJson) {
  ParleydProcess daemon(
      ParleydOptions{.config = "log: {format: json, room_ids: full}\n", .is_started = false});
  const json line = json::parse(daemon.wait_for_log({"listening"}));
  EXPECT_EQ(line.at("event"), "listening");
}

}  // namespace
}  // namespace parley::test
