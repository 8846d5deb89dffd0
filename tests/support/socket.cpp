// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace parley::test {
namespace {

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

int open_socket(int family) {
  const int fd = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) throw_errno("socket");
  return fd;
}

sockaddr_in loopback(const char* host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, host, &address.sin_addr) != 1) {
    throw std::invalid_argument(std::string("not an IPv4 address: ") + host);
  }
  return address;
}

bool peer_is_gone(int error) {
  return error == EPIPE || error == ECONNRESET;
}

}  // namespace

Socket Socket::tcp(std::uint16_t port, const SocketOptions& options) {
  Socket made(open_socket(AF_INET));
  if (options.receive_buffer > 0) {
    // Before connect: the window is agreed on there.
    setsockopt(made.fd_, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer, sizeof(int));
  }
  if (!options.from.empty()) {
    const sockaddr_in from = loopback(options.from.c_str(), 0);
    if (::bind(made.fd_, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0) {
      throw_errno("bind");
    }
  }
  const sockaddr_in to = loopback("127.0.0.1", port);
  if (::connect(made.fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw_errno("connect");
  }
  const int on = 1;
  setsockopt(made.fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return made;
}

Socket Socket::tcp6(std::uint16_t port) {
  Socket made(open_socket(AF_INET6));
  sockaddr_in6 to{};
  to.sin6_family = AF_INET6;
  to.sin6_port = htons(port);
  to.sin6_addr = in6addr_loopback;
  if (::connect(made.fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw_errno("connect");
  }
  return made;
}

Socket Socket::unix_domain(const std::filesystem::path& path) {
  Socket made(open_socket(AF_UNIX));
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof to.sun_path) throw std::invalid_argument("path too long");
  std::memcpy(to.sun_path, path.c_str(), path.native().size());
  if (::connect(made.fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw_errno("connect");
  }
  return made;
}

Socket Socket::tls(std::uint16_t port, const TlsClientOptions& options) {
  Socket made = tcp(port);
  made.start_tls(options);
  return made;
}

void Socket::start_tls(const TlsClientOptions& options) {
  if (::fcntl(fd_, F_SETFL, O_NONBLOCK) != 0) throw_errno("fcntl");
  tls_ = std::make_unique<TlsClient>(fd_, options);
}

Socket::Socket(Socket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), tls_(std::move(other.tls_)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(tls_, other.tls_);
  return *this;
}

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

bool Socket::wait_for(short events, std::chrono::milliseconds wait) const {
  pollfd entry{.fd = fd_, .events = events, .revents = 0};
  const int ready = ::poll(&entry, 1, static_cast<int>(wait.count()));
  if (ready < 0 && errno != EINTR) throw_errno("poll");
  return ready > 0;
}

std::size_t Socket::send_some(std::string_view bytes) {
  if (tls_) return tls_->send_some(bytes);
  const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return 0;
  throw_errno("send");
}

bool Socket::try_send(std::string_view bytes) {
  try {
    while (!bytes.empty()) {
      if (!wait_for(POLLOUT, kPatience)) throw std::runtime_error("the peer does not read");
      bytes.remove_prefix(send_some(bytes));
    }
  } catch (const std::system_error& e) {
    if (peer_is_gone(e.code().value())) return false;
    throw;
  }
  return true;
}

void Socket::send(std::string_view bytes) {
  if (!try_send(bytes)) throw std::runtime_error("the peer has gone");
}

std::optional<std::string> Socket::read_some_within(std::chrono::milliseconds wait) {
  if (tls_) return read_tls_within(wait);
  if (!wait_for(POLLIN, wait)) return std::nullopt;
  std::array<char, 64 * 1024> buffer;
  const ssize_t size = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (size >= 0) return std::string(buffer.data(), static_cast<std::size_t>(size));
  if (peer_is_gone(errno)) return std::string{};
  throw_errno("recv");
}

/// What arrives need not hold data: that is waited for further.
std::optional<std::string> Socket::read_tls_within(std::chrono::milliseconds wait) {
  const auto until = std::chrono::steady_clock::now() + wait;
  while (true) {
    if (auto bytes = tls_->read_some()) return bytes;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() < 0 || !wait_for(POLLIN, left)) return std::nullopt;
  }
}

std::string Socket::read_some() {
  auto bytes = read_some_within(kPatience);
  if (!bytes) throw std::runtime_error("nothing came from the daemon in time");
  return *std::move(bytes);
}

std::string Socket::read_to_end() {
  std::string all;
  for (std::string part = read_some(); !part.empty(); part = read_some()) all += part;
  return all;
}

std::size_t Socket::unread_bytes() const {
  int count = 0;
  if (::ioctl(fd_, FIONREAD, &count) != 0) throw_errno("ioctl");
  return static_cast<std::size_t>(count);
}

void Socket::shut_down_sending() {
  if (tls_) tls_->send_close_notify();
  ::shutdown(fd_, SHUT_WR);
}

void Socket::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(fd_, -1));
}

}  // namespace parley::test
