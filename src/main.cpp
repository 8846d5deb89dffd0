// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include <unistd.h>

#include "parley/daemon/command_line.hpp"
#include "parley/daemon/config_file.hpp"
#include "parley/daemon/daemon.hpp"
#include "parley/daemon/exit_code.hpp"
#include "parley/daemon/hash_password.hpp"
#include "parley/daemon/log.hpp"

namespace {

using namespace parley::daemon;

int say(int code, const std::string& text) {
  std::FILE* const stream = code == kExitOk ? stdout : stderr;
  const bool is_said = std::fputs(text.c_str(), stream) >= 0 && std::fflush(stream) == 0;
  return is_said ? code : kExitFailure;
}

int refuse(const LoadResult& loaded) {
  for (const std::string& error : loaded.errors) std::fprintf(stderr, "%s\n", error.c_str());
  return kExitConfiguration;
}

int serve(const CommandLine& command_line, const Config& config) {
  Log log(config.log);
  int code = kExitOk;
  try {
    Daemon daemon(command_line, config, log);
    daemon.run();
  } catch (const std::exception& error) {
    log.write(parley::LogLevel::Error, "failed", {{"error", std::string_view{error.what()}}});
    code = kExitFailure;
  }
  // The reader of stderr may have stopped reading. Waiting for the log's thread would then never
  // end.
  constexpr auto kLogPatience = std::chrono::milliseconds{500};
  if (!log.flush_for(kLogPatience)) ::_exit(code);
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const CommandLineResult parsed = parse_command_line(argc, argv);
    if (parsed.exit_code) return say(*parsed.exit_code, parsed.text);
    if (parsed.command_line.action == Action::HashPassword) {
      const HashPasswordResult hashed = hash_password(std::cin);
      return say(hashed.exit_code, hashed.text);
    }
    const LoadResult loaded = load_config(parsed.command_line);
    if (!loaded.ok()) return refuse(loaded);
    switch (parsed.command_line.action) {
      case Action::CheckConfig:
        return say(kExitOk, "the configuration is valid\n");
      case Action::PrintConfig:
        return say(kExitOk, print_config(loaded.config));
      case Action::Run:
        return serve(parsed.command_line, loaded.config);
      case Action::HashPassword:  // above: it needs no configuration
        break;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "parleyd: %s\n", error.what());
  }
  return kExitFailure;
}
