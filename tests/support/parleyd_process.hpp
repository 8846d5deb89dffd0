// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "support/handed_descriptors.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {

struct ParleydOptions {
  std::string config{};  ///< YAML
  std::vector<std::string> listen{"127.0.0.1:0"};
  std::vector<std::string> metrics_listen{"none"};  ///< empty: what the configuration says
  std::filesystem::path web_root{};  ///< empty: a site with nothing but the two pages
  std::vector<std::pair<std::string, std::string>> environment{};
  std::vector<HandedDescriptor> handed{};    ///< listening sockets from a service manager
  std::optional<std::size_t> descriptors{};  ///< RLIMIT_NOFILE
  bool is_started = true;  ///< wait until it listens, or throw; false: it may refuse to start
};

/// How a process ended: its exit code, or the negative number of the signal that ended it.
using ExitStatus = int;

/// The real parleyd as a child process, with a configuration file of its own and a port that the
/// kernel chose. The environment variable PARLEYD names another binary than the one just built.
/// Its log is read by a thread and kept. The destructor asks it to stop, which fails the test
/// unless it ends with 0 (so that a sanitizer's finding is not lost), and always reaps it.
class ParleydProcess {
 public:
  explicit ParleydProcess(ParleydOptions options = {});
  explicit ParleydProcess(std::string config)
      : ParleydProcess(ParleydOptions{.config = std::move(config)}) {}
  ~ParleydProcess();
  ParleydProcess(const ParleydProcess&) = delete;
  ParleydProcess& operator=(const ParleydProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::uint16_t tls_port();  ///< of the first address with TLS
  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  [[nodiscard]] const std::filesystem::path& config_path() const noexcept { return config_path_; }
  void rewrite_config(std::string_view config) const;

  void signal(int number) const;

  /// Waits until it has ended. Throws after kPatience.
  ExitStatus wait_for_exit();
  [[nodiscard]] bool is_running();

  /// SIGKILL, and waits until it is gone.
  void kill();

  /// The first log line, from line number `from` on, that has all of `parts`. Throws after
  /// kPatience.
  std::string wait_for_log(const std::vector<std::string>& parts, std::size_t from = 0);
  [[nodiscard]] std::vector<std::string> log() const;
  [[nodiscard]] bool log_has(std::string_view part) const;

  /// From here on nobody reads its log and the pipe is as small as can be, or somebody does again.
  void stop_reading_log();
  void resume_reading_log();

 private:
  void start(const ParleydOptions& options);
  [[nodiscard]] std::vector<std::string> arguments(const ParleydOptions& options) const;
  void wait_until_listening();
  [[nodiscard]] bool try_reap(bool block);
  void read_log();
  void keep_lines(std::string& input);
  void dump_log() const;

  TempDir dir_;
  std::filesystem::path config_path_;
  std::filesystem::path web_root_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
  std::optional<ExitStatus> status_;

  int log_fd_ = -1;
  std::atomic<bool> is_reading_{true};
  std::atomic<bool> is_over_{false};
  mutable std::mutex mutex_;
  std::condition_variable line_came_;
  std::vector<std::string> lines_;  // guarded by mutex_
  bool log_has_ended_ = false;      // guarded by mutex_
  std::thread reader_;
};

}  // namespace parley::test
