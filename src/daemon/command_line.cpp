// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/command_line.hpp"

#include <algorithm>
#include <sstream>
#include <system_error>

#include <CLI/CLI.hpp>

#include "daemon/config_names.hpp"
#include "parley/daemon/exit_code.hpp"

namespace parley::daemon {
namespace {

/// The options as CLI11 collects them.
struct RawOptions {
  std::string config;
  std::vector<std::string> listen;
  std::vector<std::string> metrics_listen;
  std::string web_root;
  std::string log_level;
  bool check_config = false;
  bool print_config = false;
  bool hash_password = false;
};

std::string check_listen_address(const std::string& text) {
  return net::parse_listen_address(text)
             ? std::string{}
             : text + " is not an address such as 127.0.0.1:8080, [::1]:8080 or unix:/path";
}

constexpr std::string_view kNoMetrics = "none";

std::string check_metrics_address(const std::string& text) {
  const auto address = net::parse_listen_address(text);
  return text == kNoMetrics || (address && !address->is_tls)
             ? std::string{}
             : text + " is neither none nor an address such as 127.0.0.1:9690 or unix:/path";
}

std::string check_log_level(const std::string& text) {
  return find_named(kLogLevels, text) ? std::string{}
                                      : text + " is not one of debug, info, warning, error";
}

std::string check_not_empty(const std::string& text) {
  return text.empty() ? std::string{"is empty"} : std::string{};
}

void declare(CLI::App& app, RawOptions& raw) {
  app.set_version_flag("--version", std::string{"parleyd "} + PARLEY_VERSION);
  app.add_option("--config", raw.config,
                 "Read the configuration from FILE instead of " + std::string{kDefaultConfigFile})
      ->check(check_not_empty)
      ->type_name("FILE");
  app.add_option("--listen", raw.listen,
                 "Listen on ADDRESS instead of the configured addresses; may be repeated")
      ->check(check_listen_address)
      ->type_name("ADDRESS")
      ->allow_extra_args(false);
  app.add_option("--metrics-listen", raw.metrics_listen,
                 "Serve /metrics on ADDRESS instead of the configured addresses; may be repeated; "
                 "none turns it off")
      ->check(check_metrics_address)
      ->type_name("ADDRESS")
      ->allow_extra_args(false);
  app.add_option("--web-root", raw.web_root, "Serve the web pages from FOLDER")
      ->check(check_not_empty)
      ->type_name("FOLDER");
  app.add_option("--log-level", raw.log_level,
                 "Log events of LEVEL and above: debug, info, warning or error")
      ->check(check_log_level)
      ->type_name("LEVEL");
  auto* const check =
      app.add_flag("--check-config", raw.check_config, "Check the configuration and exit");
  auto* const print = app.add_flag("--print-config", raw.print_config,
                                   "Print the effective configuration, without secrets, and exit")
                          ->excludes(check);
  app.add_flag(
         "--hash-password", raw.hash_password,
         "Read a password from standard input, print its hash for the configuration, and exit")
      ->excludes(check)
      ->excludes(print);
}

CommandLine interpret(const RawOptions& raw) {
  CommandLine line;
  if (raw.check_config) line.action = Action::CheckConfig;
  if (raw.print_config) line.action = Action::PrintConfig;
  if (raw.hash_password) line.action = Action::HashPassword;
  if (!raw.config.empty()) line.config = raw.config;
  for (const auto& text : raw.listen) line.listen.push_back(*net::parse_listen_address(text));
  if (!raw.metrics_listen.empty()) line.metrics_listen.emplace();
  for (const auto& text : raw.metrics_listen) {
    if (text != kNoMetrics) line.metrics_listen->push_back(*net::parse_listen_address(text));
  }
  if (!raw.web_root.empty()) line.web_root = raw.web_root;
  line.log_level = find_named(kLogLevels, raw.log_level);
  return line;
}

bool is_absent(const std::filesystem::path& file) {
  std::error_code error;
  return std::filesystem::status(file, error).type() == std::filesystem::file_type::not_found;
}

}  // namespace

CommandLineResult parse_command_line(int argc, const char* const* argv) {
  CLI::App app{"WebRTC signaling server", "parleyd"};
  RawOptions raw;
  declare(app, raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream text;
    const bool is_help = app.exit(error, text, text) == 0;
    return {{}, is_help ? kExitOk : kExitUsage, text.str()};
  }
  return {interpret(raw), std::nullopt, {}};
}

LoadResult load_config(const CommandLine& command_line) {
  LoadResult result;
  if (command_line.config) {
    result = load_config(*command_line.config);
  } else if (const std::filesystem::path file = kDefaultConfigFile; !is_absent(file)) {
    result = load_config(file);
  }
  Config& config = result.config;
  if (!command_line.listen.empty()) config.listen = command_line.listen;
  const bool wants_tls = std::ranges::any_of(command_line.listen, &net::ListenAddress::is_tls);
  if (wants_tls && config.tls.empty()) {
    result.errors.emplace_back("--listen: a TLS address requires tls.certificate and tls.key");
  }
  if (command_line.metrics_listen) config.metrics_listen = *command_line.metrics_listen;
  if (command_line.web_root) config.web_root = *command_line.web_root;
  if (command_line.log_level) config.log.level = *command_line.log_level;
  return result;
}

}  // namespace parley::daemon
