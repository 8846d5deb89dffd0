// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <cstdio>
#include <exception>
#include <string>

#include "check/check.hpp"
#include "check/command_line.hpp"

namespace {

using namespace parley::check;

bool print(std::FILE* stream, const std::string& text) {
  return std::fputs(text.c_str(), stream) >= 0 && std::fflush(stream) == 0;
}

int check(const Options& options) {
  bool is_printed = true;
  Report report([&](const Finding& finding) {
    if (!options.is_json) is_printed = print(stdout, as_text(finding)) && is_printed;
  });
  options.wants_only_ready ? run_ready_check(options, report) : run_check(options, report);
  const std::string end = options.is_json ? as_json(report) : closing_line(report);
  is_printed = print(stdout, end) && is_printed;
  return is_printed && report.count(Verdict::Failure) == 0 ? kExitOk : kExitFailure;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const CommandLine line = parse_command_line(argc, argv);
    if (!line.exit_code) return check(line.options);
    print(*line.exit_code == kExitOk ? stdout : stderr, line.text);
    return *line.exit_code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "parley-check: %s\n", error.what());
  }
  return kExitFailure;
}
