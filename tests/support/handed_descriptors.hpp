// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace parley::test {

/// A listening socket that a test holds, as a service manager would.
class HeldListener {
 public:
  [[nodiscard]] static HeldListener tcp();  ///< on 127.0.0.1, at a port of the kernel's choice
  [[nodiscard]] static HeldListener unix_domain(const std::filesystem::path& path);

  HeldListener(HeldListener&& other) noexcept;
  HeldListener& operator=(HeldListener&&) = delete;
  ~HeldListener();

  [[nodiscard]] int descriptor() const noexcept { return fd_; }
  [[nodiscard]] std::uint16_t port() const;

 private:
  explicit HeldListener(int fd) noexcept : fd_(fd) {}

  int fd_;
};

/// A descriptor that a child process is given, and its name (FileDescriptorName=).
struct HandedDescriptor {
  int descriptor;
  std::string name = "parley";
};

/// How descriptors are handed to a child (sd_listen_fds(3)): prepared before the fork, because
/// behind it only what is safe in a signal handler may be called.
class DescriptorHandover {
 public:
  explicit DescriptorHandover(const std::vector<HandedDescriptor>& handed);

  /// Adds LISTEN_FDS, LISTEN_FDNAMES, and LISTEN_PID with room for a number.
  void add_variables(std::vector<std::string>& environment) const;

  /// In the child: puts the descriptors in place and the process's number into `environment`.
  void carry_out(char* const* environment) const noexcept;

 private:
  std::vector<int> descriptors_;
  std::string names_;
};

}  // namespace parley::test
