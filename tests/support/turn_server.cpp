// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/turn_server.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/socket.hpp"

namespace parley::test {
namespace {

constexpr const char* kTurnServer = "/usr/bin/turnserver";
constexpr std::chrono::milliseconds kTurnTick{10};
constexpr int kTurnAttempts = 5;  // somebody else may take a free port before the server does

/// The port of a new socket of that kind on loopback, or 0; the socket is closed again.
std::uint16_t bound_port(int kind, std::uint16_t wanted) {
  const int descriptor = ::socket(AF_INET, kind | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(wanted);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  const bool is_bound =
      ::bind(descriptor, any, size) == 0 && ::getsockname(descriptor, any, &size) == 0;
  ::close(descriptor);
  return is_bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

/// Free for UDP and TCP alike: coturn listens on both and wants to be told.
std::uint16_t free_port_of_both() {
  while (true) {
    const std::uint16_t port = bound_port(SOCK_STREAM, 0);
    if (bound_port(SOCK_DGRAM, port) == port) return port;
  }
}

}  // namespace

TurnServer::TurnServer(const std::string& secret, const std::vector<std::string>& more)
    : has_udp_(std::ranges::find(more, "--no-udp") == more.end()) {
  for (int attempt = 1; attempt <= kTurnAttempts; ++attempt) {
    port_ = free_port_of_both();
    const std::string folder = dir_.path().string();
    std::vector<std::string> words{kTurnServer,
                                   "-n",
                                   "--listening-ip",
                                   "127.0.0.1",
                                   "--relay-ip",
                                   "127.0.0.1",
                                   "--listening-port",
                                   std::to_string(port_),
                                   "--use-auth-secret",
                                   "--static-auth-secret",
                                   secret,
                                   "--realm",
                                   "parley.test",
                                   "--no-dtls",
                                   "--no-cli",
                                   "--no-rfc5780",
                                   "--relay-threads",
                                   "1",
                                   "--simple-log",
                                   "--verbose",
                                   "--tls-listening-port",
                                   std::to_string(port_),
                                   "--pidfile",
                                   folder + "/pid",
                                   "--userdb",
                                   folder + "/db",
                                   "--log-file",
                                   "stdout"};
    words.insert(words.end(), more.begin(), more.end());
    start(std::move(words));
    if (is_listening()) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  throw std::runtime_error("turnserver does not listen");
}

TurnServer::~TurnServer() {
  ::kill(pid_, SIGKILL);  // it has nothing to save, and takes its time otherwise
  ::waitpid(pid_, nullptr, 0);
}

void TurnServer::start(std::vector<std::string> words) {
  const std::string log = dir_.path() / "log";
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ > 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

bool TurnServer::is_listening() {
  const std::string port = std::to_string(port_);
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    std::ifstream file(dir_.path() / "log");
    std::stringstream log;
    log << file.rdbuf();
    const auto says = [&](const char* kind) {
      const std::string words = std::string{kind} + " listener opened on";
      return log.str().find(words + " : 127.0.0.1:" + port) != std::string::npos ||
             log.str().find(words + ": 127.0.0.1:" + port) != std::string::npos;
    };
    if ((!has_udp_ || says("UDP")) && says("TCP")) return true;
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) return false;
    std::this_thread::sleep_for(kTurnTick);
  }
  return false;
}

}  // namespace parley::test
