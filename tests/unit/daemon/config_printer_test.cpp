// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "daemon/config_table.hpp"
#include "daemon/yaml_quote.hpp"
#include "parley/daemon/config_file.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;
using Errors = std::vector<std::string>;

LoadResult reload(const Config& config) {
  return parse_config(print_config(config), "p.yaml");
}

/// Nothing at its default.
Config changed_config() {
  auto result = parse_config(R"(
listen: ["[::1]:0", "unix:/run/a b#c.sock"]
unix_socket: {mode: 0, group: "null"}
web_root: "/srv/\"web\" \\ # \u00e4"
base_path: /a/b
origins: ["null", "https://[2001:db8::1]:8443"]
embed: {origins: ["https://app.example"]}
trusted_proxies: []
ice_servers: [{urls: [stun:a.example, "stun:[::1]:3478"]}]
heartbeat: {interval: 1500ms, timeout: 90s}
rooms: {max: 1, clients: 2, room_info_interval: 0s, first_message_wait: 3s,
  policies: [{match: "a*", locked: true}, {match: "true", token: optional}]}
access: {audience: "a b", issuer: "no", leeway: 1s, deadline: 2s}
limits: {message_bytes: 1000, messages_per_second: 0.1, message_burst: 1, bytes_per_second: 7,
  byte_burst: 8, room_bytes_per_second: 9, throttle_deadline: 20ms, errors_per_minute: 0,
  output_bytes: 1GiB, output_deadline: 30ms, output_bytes_per_second: 11, total_output_bytes: 2GiB,
  output_bytes_per_address: 12, close_deadline: 40ms, connections: 5,
  connections_per_address: 6, new_connections_per_second: 0.25, new_connection_burst: 2,
  new_connections_per_address_per_second: 3.5, new_connections_per_address_burst: 4,
  header_bytes: 1000, handshake_deadline: 50ms, keep_alive: 60ms,
  compressed_bytes: 3MiB}
resume: {window: 0s, seats: 1, messages: 2, bytes: 3, total_bytes: 4,
  bytes_per_address: 5, replay_bytes_per_address_per_second: 6,
  replay_bytes_per_address_burst: 7, state_file: "/run/a b"}
drain: {grace: 1ms, spread: 2ms, deadline: 10ms}
metrics: {listen: []}
log: {level: error, format: json, room_ids: none, addresses: hashed, queue_lines: 17}
)",
                             "changed.yaml");
  EXPECT_EQ(result.errors, Errors{});
  return result.config;
}

TEST(ConfigPrinter, PrintsWhatLoadsBackToTheSame) {
  for (const Config& config : {Config{}, changed_config()}) {
    const auto again = reload(config);
    EXPECT_EQ(again.errors, Errors{}) << print_config(config);
    EXPECT_EQ(print_config(again.config), print_config(config));
    EXPECT_EQ(again.config.listen, config.listen);
    EXPECT_EQ(again.config.web_root, config.web_root);
    EXPECT_EQ(again.config.ice_servers, config.ice_servers);
  }
}

TEST(ConfigPrinter, ShowsEveryChangedKey) {
  Config changed = changed_config();
  changed.tls = {.certificate = "a.pem", .key = "a.key"};  // in a file these would have to be there
  changed.access.keys = {{.id = "main", .secret_file = "a.secret"}};
  const Config defaults;
  for (const Key& key : config_table()) {
    EXPECT_NE(key.print(changed), key.print(defaults)) << key.path;
  }
}

TEST(ConfigPrinter, HidesSecretsAndDoesNotLoadAsOne) {
  Config config;
  config.ice_servers = {{.urls = {"turn:a.example"}, .username = "ann", .credential = "wolf"},
                        {.urls = {"turn:b.example"}, .secret = "wolf", .ttl = 2h}};
  const std::string text = print_config(config);
  EXPECT_EQ(text.find("wolf"), std::string::npos);
  EXPECT_NE(text.find("  - urls: [turn:a.example]\n    username: ann\n"
                      "    credential: \"<hidden>\"  # not shown\n"
                      "  - urls: [turn:b.example]\n    secret: \"<hidden>\"  # not shown\n"
                      "    ttl: 2h\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(reload(config).errors.size(), 2U);
}

TEST(ConfigPrinter, QuotesWhatYamlWouldTakeForSomethingElse) {
  EXPECT_EQ(yaml_quote("plain-1.2/x:y"), "plain-1.2/x:y");
  EXPECT_EQ(yaml_quote(""), "\"\"");
  EXPECT_EQ(yaml_quote("null"), "\"null\"");
  EXPECT_EQ(yaml_quote("~"), "\"~\"");
  EXPECT_EQ(yaml_quote("- a"), "\"- a\"");
  EXPECT_EQ(yaml_quote("a:"), "\"a:\"");
  EXPECT_EQ(yaml_quote("a\"\\\n"), "\"a\\\"\\\\\\x0a\"");
}

TEST(ConfigPrinter, NamesTheChangesThatNeedARestart) {
  EXPECT_EQ(changes_needing_restart(Config{}, Config{}), Errors{});
  EXPECT_EQ(changes_needing_restart(Config{}, changed_config()),
            (Errors{"listen", "unix_socket.mode", "unix_socket.group", "web_root",
                    "resume.state_file", "metrics.listen", "log.format", "log.queue_lines"}));
}

}  // namespace
}  // namespace parley::daemon
