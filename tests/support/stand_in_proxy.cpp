// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/stand_in_proxy.hpp"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/socket.hpp"

namespace parley::test {
namespace {

constexpr std::chrono::milliseconds kProxyTick{20};

sockaddr_in loopback_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void send_everything(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

/// What has come, or nothing at the end.
std::string receive_some(int descriptor) {
  std::array<char, 16 * 1024> buffer;
  const ssize_t size = ::recv(descriptor, buffer.data(), buffer.size(), 0);
  return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string{};
}

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback_address(port);
  ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  return descriptor;
}

}  // namespace

StandInProxy::StandInProxy(std::vector<std::uint16_t> daemons, ProxyFaults faults)
    : daemons_(std::move(daemons)), faults_(std::move(faults)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback_address(0);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, SOMAXCONN) != 0 ||
      ::getsockname(listener_, any, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "the stand-in's listener");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

StandInProxy::~StandInProxy() {
  is_over_ = true;
  acceptor_.join();
  for (std::thread& connection : connections_) connection.join();
  ::close(listener_);
}

bool StandInProxy::waits_for(int descriptor, short events, std::chrono::milliseconds wait) const {
  const auto until = std::chrono::steady_clock::now() + wait;
  while (!is_over_ && std::chrono::steady_clock::now() < until) {
    pollfd entry{.fd = descriptor, .events = events, .revents = 0};
    if (::poll(&entry, 1, static_cast<int>(kProxyTick.count())) > 0) return true;
  }
  return false;
}

void StandInProxy::accept_all() {
  while (!is_over_) {
    if (!waits_for(listener_, POLLIN, kProxyTick)) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    connections_.emplace_back([this, client, number = connections_.size()] {
      serve(client, number);
      ::close(client);
    });
  }
}

void StandInProxy::serve(int client, std::size_t number) const {
  std::string head;
  while (head.find("\r\n\r\n") == std::string::npos) {
    if (!waits_for(client, POLLIN, kPatience)) return;
    const std::string part = receive_some(client);
    if (part.empty()) return;
    head += part;
  }
  if (faults_.on_request) {
    if (const auto answer = faults_.on_request(head)) return send_everything(client, *answer);
  }
  const int daemon = connect_to(daemons_.at(number % daemons_.size()));
  send_everything(daemon, head);
  pump(client, daemon);
  ::close(daemon);
}

void StandInProxy::pump(int client, int daemon) const {
  auto last = std::chrono::steady_clock::now();
  std::size_t passed = 0;
  std::array<pollfd, 2> ends{pollfd{.fd = client, .events = POLLIN, .revents = 0},
                             pollfd{.fd = daemon, .events = POLLIN, .revents = 0}};
  while (!is_over_) {
    const int ready = ::poll(ends.data(), ends.size(), static_cast<int>(kProxyTick.count()));
    const auto now = std::chrono::steady_clock::now();
    if (ready > 0) last = now;
    if (faults_.silence.count() > 0 && now - last >= faults_.silence) return;
    for (std::size_t i = 0; i < ends.size() && ready > 0; ++i) {
      if (ends[i].revents == 0) continue;
      const std::string bytes = receive_some(ends[i].fd);
      if (bytes.empty()) return;
      if (i == 0) passed += bytes.size();
      if (faults_.most_bytes > 0 && passed > faults_.most_bytes) return;
      send_everything(ends[1 - i].fd, bytes);
    }
  }
}

void remove_header(std::string& head, const std::string& name) {
  const std::size_t begin = head.find("\r\n" + name + ":");
  if (begin == std::string::npos) return;
  head.erase(begin, head.find("\r\n", begin + 2) - begin);
}

std::string http_response(const std::string& status, const std::string& body,
                          const std::string& more_headers) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n" + more_headers + "\r\n" + body;
}

}  // namespace parley::test
