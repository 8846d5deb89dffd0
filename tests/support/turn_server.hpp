// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/temp_dir.hpp"

namespace parley::test {

/// Debian's coturn on 127.0.0.1, with a shared secret, over UDP and TCP. The destructor ends it.
class TurnServer {
 public:
  /// `more` are further options of turnserver.
  explicit TurnServer(const std::string& secret, const std::vector<std::string>& more = {});
  ~TurnServer();
  TurnServer(const TurnServer&) = delete;
  TurnServer& operator=(const TurnServer&) = delete;

  [[nodiscard]] std::string host_and_port() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void start(std::vector<std::string> words);
  [[nodiscard]] bool is_listening();

  TempDir dir_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
  bool has_udp_ = true;
};

}  // namespace parley::test
