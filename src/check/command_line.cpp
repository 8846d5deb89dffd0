// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/command_line.hpp"

#include <sstream>

#include <CLI/CLI.hpp>

namespace parley::check {
namespace {

constexpr double kMostSeconds = 3600;

/// The options as CLI11 collects them.
struct RawCheckOptions {
  std::string url;
  double timeout = 10;
  double idle = 0;
  std::string ca_file;
  bool is_json = false;
  bool wants_only_ready = false;
};

std::string check_url(const std::string& url) {
  const std::string error = parse_target(url, random_room()).error;
  return error.empty() ? error : url + " is not the address of a Parley server: " + error;
}

void declare_check_options(CLI::App& app, RawCheckOptions& raw) {
  app.set_version_flag("--version", std::string{"parley-check "} + PARLEY_VERSION);
  app.add_option(
         "URL", raw.url,
         "Public address of the server, such as https://example.org, or of a room's page or "
         "WebSocket")
      ->required()
      ->check(check_url);
  app.add_option("--timeout", raw.timeout, "Longest time for each step; 10 by default")
      ->check(CLI::Range(0.1, kMostSeconds))
      ->type_name("SECONDS");
  auto* const idle =
      app.add_option("--idle", raw.idle,
                     "Also check that silent connections stay open for this time; 70 finds most "
                     "time-outs of proxies")
          ->check(CLI::Range(0.0, kMostSeconds))
          ->type_name("SECONDS");
  app.add_option("--ca", raw.ca_file, "Trust only the certificate authorities in this PEM file")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  app.add_flag("--json", raw.is_json,
               "Print one JSON object at the end instead of a line per finding");
  app.add_flag("--ready", raw.wants_only_ready,
               "Send only one request, to /readyz, and fail unless the server accepts new clients")
      ->excludes(idle);
}

std::chrono::milliseconds from_seconds(double seconds) {
  return std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) {
  CLI::App app{"Check from outside whether a Parley server works, and say what to change",
               "parley-check"};
  RawCheckOptions raw;
  declare_check_options(app, raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream text;
    const bool is_answer = app.exit(error, text, text) == 0;
    return {{}, is_answer ? kExitOk : kExitUsage, text.str()};
  }
  CommandLine line;
  line.options.target = parse_target(raw.url, random_room()).target;
  line.options.timeout = from_seconds(raw.timeout);
  line.options.idle = from_seconds(raw.idle);
  line.options.ca_file = raw.ca_file;
  line.options.is_json = raw.is_json;
  line.options.wants_only_ready = raw.wants_only_ready;
  return line;
}

}  // namespace parley::check
