// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/notification_socket.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <system_error>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/socket.hpp"

namespace parley::test {

NotificationSocket::NotificationSocket(Kind kind)
    : address_((kind == Kind::Abstract ? "@" : "") + (dir_.path() / "notify").string()),
      fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  address_.copy(name.sun_path, sizeof name.sun_path - 1);
  if (kind == Kind::Abstract) name.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  if (fd_ < 0 || ::bind(fd_, reinterpret_cast<const sockaddr*>(&name), size) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot bind " + address_);
  }
}

NotificationSocket::~NotificationSocket() {
  ::close(fd_);
}

std::optional<std::string> NotificationSocket::read_within(std::chrono::milliseconds wait) {
  pollfd entry{.fd = fd_, .events = POLLIN, .revents = 0};
  if (::poll(&entry, 1, static_cast<int>(wait.count())) <= 0) return std::nullopt;
  std::array<char, 4096> buffer;
  const ssize_t size = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (size < 0) throw std::system_error(errno, std::generic_category(), "recv");
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

std::string NotificationSocket::read() {
  auto message = read_within(kPatience);
  if (!message) throw std::runtime_error("the daemon has not told the service manager anything");
  return *std::move(message);
}

}  // namespace parley::test
