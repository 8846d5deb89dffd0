// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_reader.hpp"

#include <gtest/gtest.h>

#include "parley/daemon/config_file.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;
using Errors = std::vector<std::string>;

LoadResult parse(const std::string& text) {
  return parse_config(text, "p.yaml");
}

Config config_of(const std::string& text) {
  auto result = parse(text);
  EXPECT_EQ(result.errors, Errors{}) << text;
  return result.config;
}

Errors errors_of(const std::string& text) {
  return parse(text).errors;
}

/// A mistake without the list of what would have been right.
std::string first_error(const std::string& text) {
  const auto errors = errors_of(text);
  return errors.empty() ? "none" : errors.front();
}

TEST(ConfigReader, TakesAnEmptyFileAsTheDefaults) {
  for (const char* text : {"", "\n", "# nothing\n", "---\n", "~\n", "limits:\n", "{}\n"}) {
    EXPECT_EQ(print_config(config_of(text)), print_config(Config{})) << text;
  }
}

TEST(ConfigReader, ReadsEveryKindOfValue) {
  const Config config = config_of(R"(
listen: ["127.0.0.1:0", "[::1]:9000", "unix:/run/parley/a.sock"]
unix_socket: {mode: 0600, group: www-data}
web_root: /srv/web
origins: ["https://Example.org", "http://a.example:8080", "null"]
trusted_proxies: [10.0.0.0/8, "2001:db8::/32"]
heartbeat: {interval: 100ms, timeout: 1m}
rooms: {max: 3, clients: 2, room_info_interval: 0s, first_message_wait: 1h}
limits:
  message_bytes: 128
  messages_per_second: 0.5
  message_burst: 2
  bytes_per_second: 1KiB
  byte_burst: 2000
  room_bytes_per_second: 1MiB
  output_bytes: 32KiB
drain: {grace: 1s, deadline: 2s}
log: {level: debug, format: json, room_ids: full, addresses: none, queue_lines: 16}
)");
  EXPECT_EQ(config.listen, (std::vector<net::ListenAddress>{{.host = "127.0.0.1", .port = 0},
                                                            {.host = "::1", .port = 9000},
                                                            {.path = "/run/parley/a.sock"}}));
  EXPECT_EQ(config.unix_socket.mode, 0600U);
  EXPECT_EQ(config.unix_socket.group, "www-data");
  EXPECT_EQ(config.web_root, "/srv/web");
  EXPECT_EQ(config.origins, (std::vector<net::Origin>{
                                {"https", "example.org", 443}, {"http", "a.example", 8080}, {}}));
  EXPECT_EQ(config.trusted_proxies.networks, (std::vector{*net::Network::parse("10.0.0.0/8"),
                                                          *net::Network::parse("2001:db8::/32")}));
  EXPECT_FALSE(config.trusted_proxies.unix_sockets);
  EXPECT_EQ(config.heartbeat.interval, 100ms);
  EXPECT_EQ(config.heartbeat.timeout, 1min);
  EXPECT_EQ(config.chat.rooms, 3U);
  EXPECT_EQ(config.chat.clients_per_room, 2U);
  EXPECT_EQ(config.chat.room_info_interval, 0s);
  EXPECT_EQ(config.chat.first_message_wait, 1h);
  EXPECT_EQ(config.net.message_bytes, 128U);
  EXPECT_EQ(config.chat.messages, (Rate{0.5, 2}));
  EXPECT_EQ(config.chat.bytes, (Rate{1024, 2000}));
  EXPECT_EQ(config.chat.room_bytes_per_second, 1048576);
  EXPECT_EQ(config.net.output_bytes, 32768U);
  EXPECT_EQ(config.drain.grace, 1s);
  EXPECT_EQ(config.drain.deadline, 2s);
  EXPECT_EQ(config.log.level, LogLevel::Debug);
  EXPECT_EQ(config.log.format, LogFormat::Json);
  EXPECT_EQ(config.log.room_ids, Privacy::Full);
  EXPECT_EQ(config.log.addresses, Privacy::None);
  EXPECT_EQ(config.log.queue_lines, 16U);
}

TEST(ConfigReader, ReadsTheConnectionLimits) {
  const Config config = config_of(R"(
limits:
  throttle_deadline: 11s
  errors_per_minute: 12
  output_deadline: 13s
  close_deadline: 14s
  connections: 15
  connections_per_address: 16
  new_connections_per_second: 17
  new_connection_burst: 18
  new_connections_per_address_per_second: 19
  new_connections_per_address_burst: 20
  header_bytes: 2100
  handshake_deadline: 22s
  keep_alive: 23s
)");
  EXPECT_EQ(config.chat.throttle_deadline, 11s);
  EXPECT_EQ(config.chat.errors_per_minute, 12U);
  EXPECT_EQ(config.net.output_deadline, 13s);
  EXPECT_EQ(config.net.close_deadline, 14s);
  EXPECT_EQ(config.net.connections, 15U);
  EXPECT_EQ(config.net.connections_per_address, 16U);
  EXPECT_EQ(config.net.new_connections, (Rate{17, 18}));
  EXPECT_EQ(config.net.new_connections_per_address, (Rate{19, 20}));
  EXPECT_EQ(config.net.header_bytes, 2100U);
  EXPECT_EQ(config.net.handshake_deadline, 22s);
  EXPECT_EQ(config.net.keep_alive, 23s);
}

TEST(ConfigReader, KeepsTheIpv6HalfOfTheDefaultOptionalWhenItIsWrittenDown) {
  EXPECT_EQ(config_of("listen: [\"127.0.0.1:8080\", \"[::1]:8080\"]").listen, Config{}.listen);
  EXPECT_FALSE(config_of("listen: [\"[::1]:8080\"]").listen.front().is_optional);
}

TEST(ConfigReader, NamesFileLineKeyAndReason) {
  EXPECT_EQ(errors_of("# a\nlog:\n  level: loud\n"),
            Errors{"p.yaml:3: log.level: expected one of debug, info, warning, error, not "
                   "\"loud\""});
}

TEST(ConfigReader, ReportsEveryProblem) {
  const auto errors =
      errors_of("nothing: 1\nheartbeat:\n  interval: 5\n  pulse: 1s\nlisten: [x]\n");
  ASSERT_EQ(errors.size(), 4U);
  EXPECT_EQ(errors[0], "p.yaml:1: nothing: unknown key");
  EXPECT_TRUE(errors[1].starts_with("p.yaml:3: heartbeat.interval: expected a time")) << errors[1];
  EXPECT_EQ(errors[2], "p.yaml:4: heartbeat.pulse: unknown key");
  EXPECT_TRUE(errors[3].starts_with("p.yaml:5: listen: \"x\" is not an address")) << errors[3];
}

TEST(ConfigReader, RefusesAKeyThatAppearsTwice) {
  EXPECT_EQ(errors_of("web_root: /a\nlog:\n  level: info\n  level: info\nweb_root: /a\n"),
            (Errors{"p.yaml:4: log.level: is already set in line 3",
                    "p.yaml:5: web_root: is already set in line 1"}));
  EXPECT_EQ(errors_of("log: {level: info}\nlog: {format: json}\n"),
            Errors{"p.yaml:2: log: is already set in line 1"});
}

TEST(ConfigReader, RefusesWrongTypes) {
  EXPECT_TRUE(first_error("rooms: 5").starts_with("p.yaml:1: rooms: expected keys"));
  EXPECT_TRUE(
      first_error("rooms: {max: [1]}").starts_with("p.yaml:1: rooms.max: expected a whole"));
  EXPECT_TRUE(first_error("rooms: {max: \"5\"}").starts_with("p.yaml:1: rooms.max: expected a"));
  EXPECT_TRUE(first_error("rooms: {max: many}").starts_with("p.yaml:1: rooms.max: expected a"));
  EXPECT_TRUE(
      first_error("limits: {message_burst: '5'}").starts_with("p.yaml:1: limits.message_b"));
  EXPECT_TRUE(
      first_error("heartbeat: {interval: {a: b}}").starts_with("p.yaml:1: heartbeat.inter"));
  EXPECT_EQ(first_error("rooms:\n  max:"), "p.yaml:2: rooms.max: has no value");
  EXPECT_EQ(first_error("listen: 127.0.0.1:80"), "p.yaml:1: listen: expected a list of strings");
  EXPECT_EQ(first_error("origins: [null]"), "p.yaml:1: origins: expected a list of strings");
  EXPECT_EQ(first_error("- a"), "p.yaml:1: expected keys with values");
  EXPECT_EQ(first_error("just text"), "p.yaml:1: expected keys with values");
  EXPECT_EQ(first_error("[a]: b"), "p.yaml:1: a key must be a word");
  EXPECT_EQ(first_error("web_root: ''").substr(0, 36), "p.yaml:1: web_root: expected a folde");
}

TEST(ConfigReader, RefusesValuesOutOfRange) {
  for (const char* text :
       {"heartbeat: {interval: 99ms}", "heartbeat: {timeout: 61m}", "rooms: {max: 0}",
        "rooms: {clients: 1000001}", "limits: {message_burst: 0.5}", "limits: {byte_burst: 0}",
        "limits: {messages_per_second: 0}", "limits: {header_bytes: 255}",
        "limits: {message_bytes: 17MiB}", "unix_socket: {mode: 01000}", "log: {queue_lines: 15}",
        "drain: {deadline: 0s}"}) {
    EXPECT_EQ(errors_of(text).size(), 1U) << text;
  }
}

TEST(ConfigReader, RefusesBadListItemsAtTheirLine) {
  const auto errors = errors_of("origins:\n  - https://a.example\n  - a.example\n");
  EXPECT_EQ(errors, Errors{"p.yaml:3: origins: \"a.example\" is not an origin such as "
                           "https://example.org"});
  EXPECT_EQ(
      errors_of("embed: {origins: [\"null\"]}"),
      Errors{"p.yaml:1: embed.origins: \"null\" is not an origin such as https://example.org"});
  EXPECT_EQ(errors_of("embed: {origins: [\"https://*.example\"]}").size(), 1U);
  EXPECT_EQ(errors_of("trusted_proxies: [10.0.0.0/33]").size(), 1U);
  EXPECT_EQ(errors_of("listen: [\"127.0.0.1:80\", \"127.0.0.1:80\"]"),
            Errors{"p.yaml:1: listen: \"127.0.0.1:80\" appears twice"});
  EXPECT_EQ(errors_of("listen: [\"127.0.0.1:0\", \"127.0.0.1:0\"]"), Errors{});
  EXPECT_EQ(errors_of("listen: []"), Errors{"p.yaml:1: listen: requires at least one address"});
}

TEST(ConfigReader, ChecksKeysThatBelongTogether) {
  EXPECT_EQ(errors_of("limits:\n  output_bytes: 32KiB\n"),
            Errors{"p.yaml:2: limits.output_bytes: must be at least limits.message_bytes"});
  EXPECT_EQ(errors_of("limits:\n\n  message_bytes: 2MiB\n"),
            Errors{"p.yaml:3: limits.output_bytes: must be at least limits.message_bytes"});
  EXPECT_EQ(errors_of("drain: {grace: 6s}"),
            Errors{"p.yaml:1: drain.grace: must be at most drain.deadline"});
}

// What holds is what --print-config shows.
TEST(ConfigReader, LowersWhatIsKeptByDefaultToHalfOfTheOutput) {
  EXPECT_EQ(config_of("limits: {output_bytes: 300KiB}").chat.resume.bytes, 150U * 1024);
  EXPECT_EQ(config_of("limits: {output_bytes: 2MiB}").chat.resume.bytes, 256U * 1024);
}

TEST(ConfigReader, RefusesToKeepMoreThanHalfOfTheOutput) {
  EXPECT_EQ(errors_of("resume:\n  bytes: 600KiB\n"),
            Errors{"p.yaml:2: resume.bytes: must be at most half of limits.output_bytes"});
  EXPECT_EQ(config_of("resume: {bytes: 512KiB}").chat.resume.bytes, 512U * 1024);
}

TEST(ConfigReader, SaysWhereTheYamlIsBroken) {
  EXPECT_TRUE(first_error("log:\n  level: [info\n").starts_with("p.yaml:"))
      << first_error("log:\n  level: [info\n");
  EXPECT_TRUE(first_error("a: b\n\tc: d\n").starts_with("p.yaml:2: "));
  EXPECT_EQ(errors_of("web_root: *nowhere").size(), 1U);
  EXPECT_EQ(first_error("log: {level: info}\n---\nlog: {level: info}\n"),
            "p.yaml:3: more than one document");
}

TEST(ConfigReader, SurvivesATreeThatContainsItself) {
  EXPECT_FALSE(errors_of("rooms: &a {max: *a}").empty());
  EXPECT_FALSE(errors_of("rooms: &a {rooms: *a}").empty());
  EXPECT_FALSE(errors_of(std::string(100'000, '[')).empty());
}

TEST(ConfigReader, ShowsNoControlCharactersOfTheFile) {
  for (const char* text : {"\"a\\e[31m\\n\": 1", "log: {level: \"\\e[31m\\n\"}", "\"\xff\": 1"}) {
    for (const auto& error : errors_of(text)) {
      for (const char c : error) EXPECT_TRUE(c >= ' ') << error;
    }
  }
}

}  // namespace
}  // namespace parley::daemon
