// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/command_line.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "parley/daemon/exit_code.hpp"

namespace parley::daemon {
namespace {

CommandLineResult parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "parleyd");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

TEST(CommandLine, WithoutOptionsRunsWithTheConfiguration) {
  const auto result = parse({});
  EXPECT_EQ(result.exit_code, std::nullopt);
  EXPECT_EQ(result.command_line.action, Action::Run);
  EXPECT_EQ(result.command_line.config, std::nullopt);
  EXPECT_TRUE(result.command_line.listen.empty());
  EXPECT_EQ(result.command_line.web_root, std::nullopt);
  EXPECT_EQ(result.command_line.log_level, std::nullopt);
}

TEST(CommandLine, TakesAllOptions) {
  const auto result =
      parse({"--config", "a.yaml", "--listen", "127.0.0.1:0", "--listen=[::1]:80", "--listen",
             "unix:/run/a.sock", "--web-root", "web", "--log-level", "debug", "--check-config"});
  ASSERT_EQ(result.exit_code, std::nullopt) << result.text;
  const CommandLine& line = result.command_line;
  EXPECT_EQ(line.action, Action::CheckConfig);
  EXPECT_EQ(line.config, "a.yaml");
  EXPECT_EQ(line.listen, (std::vector<net::ListenAddress>{{.host = "127.0.0.1", .port = 0},
                                                          {.host = "::1", .port = 80},
                                                          {.path = "/run/a.sock"}}));
  EXPECT_EQ(line.metrics_listen, std::nullopt);
  EXPECT_EQ(line.web_root, "web");
  EXPECT_EQ(line.log_level, LogLevel::Debug);
  EXPECT_EQ(parse({"--print-config"}).command_line.action, Action::PrintConfig);
  EXPECT_EQ(parse({"--hash-password"}).command_line.action, Action::HashPassword);
  EXPECT_EQ(parse({"--hash-password", "--check-config"}).exit_code, kExitUsage);
}

TEST(CommandLine, SaysWhereMetricsAreServed) {
  using Addresses = std::vector<net::ListenAddress>;
  EXPECT_EQ(parse({"--metrics-listen", "127.0.0.1:1", "--metrics-listen", "unix:/run/a.sock"})
                .command_line.metrics_listen,
            (Addresses{{.host = "127.0.0.1", .port = 1}, {.path = "/run/a.sock"}}));
  EXPECT_EQ(parse({"--metrics-listen", "none"}).command_line.metrics_listen, Addresses{});
  EXPECT_EQ(parse({"--metrics-listen", "tls:127.0.0.1:1"}).exit_code, kExitUsage);
  EXPECT_EQ(parse({"--metrics-listen", "9690"}).exit_code, kExitUsage);
}

TEST(CommandLine, AnswersVersionAndHelp) {
  const auto version = parse({"--version"});
  EXPECT_EQ(version.exit_code, kExitOk);
  EXPECT_TRUE(version.text.starts_with("parleyd ")) << version.text;
  EXPECT_TRUE(version.text.ends_with("\n"));
  const auto help = parse({"--help"});
  EXPECT_EQ(help.exit_code, kExitOk);
  for (const char* option : {"--config", "--listen", "--web-root", "--log-level", "--check-config",
                             "--print-config", "--version"}) {
    EXPECT_NE(help.text.find(option), std::string::npos) << option;
  }
}

TEST(CommandLine, RefusesWhatItDoesNotUnderstand) {
  const std::vector<std::vector<const char*>> lines{{"--nothing"},
                                                    {"word"},
                                                    {"--config"},
                                                    {"--config", ""},
                                                    {"--listen", "80"},
                                                    {"--listen", "127.0.0.1:1", "127.0.0.1:2"},
                                                    {"--web-root", ""},
                                                    {"--log-level", "loud"},
                                                    {"--conf", "a"},
                                                    {"--check-config", "--print-config"},
                                                    {"--config", "a", "--config", "b"}};
  for (const auto& line : lines) {
    const auto result = parse(line);
    EXPECT_EQ(result.exit_code, kExitUsage) << line.front();
    EXPECT_FALSE(result.text.empty()) << line.front();
  }
}

TEST(CommandLine, StandsAboveTheFile) {
  std::string folder = testing::TempDir() + "parley-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::filesystem::path file = std::filesystem::path{folder} / "a.yaml";
  std::ofstream{file} << "listen: [\"127.0.0.1:1\"]\nweb_root: /a\nlog: {level: error}\n"
                         "rooms: {max: 7}\n";
  CommandLine line{.config = file};
  const auto plain = load_config(line);
  line.listen = {{.host = "127.0.0.1", .port = 2}};
  line.web_root = "/b";
  line.log_level = LogLevel::Debug;
  const auto overridden = load_config(line);
  std::filesystem::remove_all(folder);

  ASSERT_TRUE(plain.ok() && overridden.ok());
  EXPECT_EQ(plain.config.listen.front().port, 1);
  EXPECT_EQ(plain.config.web_root, "/a");
  EXPECT_EQ(plain.config.log.level, LogLevel::Error);
  EXPECT_EQ(overridden.config.listen, line.listen);
  EXPECT_EQ(overridden.config.web_root, "/b");
  EXPECT_EQ(overridden.config.log.level, LogLevel::Debug);
  EXPECT_EQ(overridden.config.chat.rooms, 7U);
}

TEST(CommandLine, NamesAFileThatMustExist) {
  EXPECT_FALSE(load_config(CommandLine{.config = "/nonexistent/parley.yaml"}).ok());
}

}  // namespace
}  // namespace parley::daemon
