// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/parleyd_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/socket.hpp"

namespace parley::test {
namespace {

constexpr std::chrono::milliseconds kTick{5};

std::string daemon_path() {
  const char* const other = std::getenv("PARLEYD");
  return other != nullptr ? other : PARLEY_DAEMON;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& more) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) all.emplace_back(*entry);
  for (const auto& [name, value] : more) {
    std::erase_if(all, [&](const std::string& e) { return e.starts_with(name + '='); });
    all.push_back(name + '=' + value);
  }
  return all;
}

std::uint16_t port_in(const std::string& line, std::string_view address) {
  const std::size_t at = line.find(address);
  if (at == line.npos) return 0;
  return static_cast<std::uint16_t>(std::stoul(line.substr(at + address.size())));
}

}  // namespace

ParleydProcess::ParleydProcess(ParleydOptions options) {
  config_path_ = dir_.write("parley.yaml", options.config);
  if (options.web_root.empty()) {
    dir_.write("web/index.html", "<!doctype html><title>start</title>\n");
    dir_.write("web/room.html", "<!doctype html><title>room</title>\n");
    options.web_root = dir_.path() / "web";
  }
  web_root_ = options.web_root;
  start(options);
  reader_ = std::thread([this] { read_log(); });
  if (!options.is_started) return;
  try {
    wait_until_listening();
  } catch (...) {
    dump_log();
    kill();
    is_over_ = true;
    reader_.join();
    ::close(log_fd_);
    throw;
  }
}

std::vector<std::string> ParleydProcess::arguments(const ParleydOptions& options) const {
  std::vector<std::string> words{daemon_path(), "--config", config_path_.string(), "--web-root",
                                 options.web_root.string()};
  for (const std::string& address : options.listen) {
    words.insert(words.end(), {"--listen", address});
  }
  for (const std::string& address : options.metrics_listen) {
    words.insert(words.end(), {"--metrics-listen", address});
  }
  return words;
}

void ParleydProcess::start(const ParleydOptions& options) {
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe2");
  }
  // Made before the fork: behind it only what is safe in a signal handler may be called.
  std::vector<std::string> words = arguments(options);
  std::vector<std::string> variables = environment_with(options.environment);
  const DescriptorHandover handover(options.handed);
  handover.add_variables(variables);
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> envp = pointers(variables);
  pid_ = fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that crashes leaves no daemon behind
    dup2(pipe_ends[1], STDERR_FILENO);
    handover.carry_out(envp.data());
    if (options.descriptors) {
      const rlimit limit{.rlim_cur = *options.descriptors, .rlim_max = *options.descriptors};
      setrlimit(RLIMIT_NOFILE, &limit);
    }
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  ::close(pipe_ends[1]);
  log_fd_ = pipe_ends[0];
}

void ParleydProcess::wait_until_listening() {
  // A test that listens on Unix sockets only has no port to wait for.
  const std::string line = wait_for_log({"event=listening"});
  port_ = port_in(line, "address=127.0.0.1:");
}

std::uint16_t ParleydProcess::tls_port() {
  constexpr const char* kAddress = "address=tls:127.0.0.1:";
  return port_in(wait_for_log({kAddress}), kAddress);
}

ParleydProcess::~ParleydProcess() {
  if (pid_ < 0) return;
  resume_reading_log();
  if (is_running()) {
    try {
      signal(SIGTERM);
      const ExitStatus status = wait_for_exit();
      if (status != 0) ADD_FAILURE() << "parleyd ended with " << status;
    } catch (const std::exception& e) {
      ADD_FAILURE() << "parleyd did not stop: " << e.what();
      kill();
    }
  }
  is_over_ = true;
  if (reader_.joinable()) {
    reader_.join();
    ::close(log_fd_);
  }
  if (testing::Test::HasFailure()) dump_log();
}

void ParleydProcess::rewrite_config(std::string_view config) const {
  dir_.write("parley.yaml", config);
}

void ParleydProcess::signal(int number) const {
  if (!status_) ::kill(pid_, number);
}

bool ParleydProcess::try_reap(bool block) {
  if (status_) return true;
  int status = 0;
  if (waitpid(pid_, &status, block ? 0 : WNOHANG) != pid_) return false;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return true;
}

bool ParleydProcess::is_running() {
  return !try_reap(false);
}

ExitStatus ParleydProcess::wait_for_exit() {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!try_reap(false)) {
    if (std::chrono::steady_clock::now() > until) throw std::runtime_error("parleyd does not end");
    std::this_thread::sleep_for(kTick);
  }
  return *status_;
}

void ParleydProcess::kill() {
  if (status_) return;
  ::kill(pid_, SIGKILL);
  (void)try_reap(true);
}

void ParleydProcess::read_log() {
  std::string input;
  while (true) {
    if (!is_reading_ && !is_over_) {
      std::this_thread::sleep_for(kTick);
      continue;
    }
    pollfd entry{.fd = log_fd_, .events = POLLIN, .revents = 0};
    const int ready = poll(&entry, 1, 50);
    if (ready == 0 && is_over_) break;
    if (ready <= 0 || !is_reading_) continue;
    std::array<char, 16 * 1024> buffer;
    const ssize_t size = ::read(log_fd_, buffer.data(), buffer.size());
    if (size <= 0) break;
    input.append(buffer.data(), static_cast<std::size_t>(size));
    keep_lines(input);
  }
  const std::lock_guard lock(mutex_);
  log_has_ended_ = true;
  line_came_.notify_all();
}

void ParleydProcess::keep_lines(std::string& input) {
  const std::lock_guard lock(mutex_);
  for (std::size_t end = input.find('\n'); end != input.npos; end = input.find('\n')) {
    lines_.push_back(input.substr(0, end));
    input.erase(0, end + 1);
  }
  line_came_.notify_all();
}

std::string ParleydProcess::wait_for_log(const std::vector<std::string>& parts, std::size_t from) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  std::unique_lock lock(mutex_);
  for (std::size_t at = from;;) {
    for (; at < lines_.size(); ++at) {
      const bool has_all = std::ranges::all_of(parts, [&](const std::string& part) {
        return lines_[at].find(part) != std::string::npos;
      });
      if (has_all) return lines_[at];
    }
    const bool is_late = line_came_.wait_until(lock, until) == std::cv_status::timeout;
    if ((is_late || log_has_ended_) && at == lines_.size()) {
      throw std::runtime_error("no log line with " + testing::PrintToString(parts));
    }
  }
}

std::vector<std::string> ParleydProcess::log() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

bool ParleydProcess::log_has(std::string_view part) const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(lines_,
                             [&](const auto& line) { return line.find(part) != line.npos; });
}

void ParleydProcess::stop_reading_log() {
  is_reading_ = false;
  fcntl(log_fd_, F_SETPIPE_SZ, 4096);
}

void ParleydProcess::resume_reading_log() {
  is_reading_ = true;
}

void ParleydProcess::dump_log() const {
  for (const std::string& line : log()) std::cerr << "parleyd: " << line << '\n';
}

}  // namespace parley::test
