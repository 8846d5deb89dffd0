// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/inherited_sockets.hpp"

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>

#include <unistd.h>

#include "daemon/environment.hpp"

namespace parley::daemon {
namespace {

constexpr int kFirst = 3;
constexpr std::uint64_t kMost = 1024;  // no service manager passes more

}  // namespace

std::vector<net::HandedSocket> inherited_sockets() {
  const auto count = take_number("LISTEN_FDS");
  const auto process = take_number("LISTEN_PID");
  std::istringstream names{take_variable("LISTEN_FDNAMES").value_or("")};
  if (!count || process != static_cast<std::uint64_t>(::getpid())) return {};
  std::vector<net::HandedSocket> sockets;
  for (int i = 0; i < static_cast<int>(std::min(*count, kMost)); ++i) {
    std::string name;
    std::getline(names, name, ':');
    sockets.push_back({kFirst + i, name == "tls"});
  }
  return sockets;
}

}  // namespace parley::daemon
