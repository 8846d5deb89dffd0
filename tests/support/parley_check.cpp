// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/parley_check.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <sstream>
#include <system_error>

#include <sys/wait.h>

namespace parley::test {

std::string CheckRun::finding(const std::string& verdict, const std::string& subject) const {
  std::istringstream lines(output);
  std::string found;
  for (std::string line; std::getline(lines, line);) {
    if (!found.empty() && !line.starts_with("      ")) break;
    std::istringstream words(line);
    std::string first;
    std::string second;
    words >> first >> second;
    const bool begins = found.empty() && first == verdict && second == subject;
    if (begins || !found.empty()) found += line + "\n";
  }
  return found;
}

CheckRun run_parley_check(const std::vector<std::string>& arguments) {
  std::string command = "exec '" PARLEY_CHECK "'";
  for (const std::string& argument : arguments) command += " '" + argument + "'";
  command += " 2>&1 </dev/null";
  std::FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::system_error(errno, std::generic_category(), "popen");
  CheckRun run;
  std::array<char, 4096> buffer;
  for (std::size_t size; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    run.output.append(buffer.data(), size);
  }
  const int status = pclose(pipe);
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return run;
}

}  // namespace parley::test
