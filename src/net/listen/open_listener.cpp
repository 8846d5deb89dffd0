// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/listen/open_listener.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "net/listen/descriptor.hpp"

namespace parley::net {
namespace {

namespace ip = boost::asio::ip;

constexpr int kBacklog = 4096;

[[noreturn]] void fail(const char* what, const ListenAddress& address) {
  throw std::system_error(errno, std::system_category(),
                          std::string{what} + " " + address.to_string());
}

Descriptor open_socket(int family, const ListenAddress& address) {
  Descriptor socket{::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (socket.get() < 0) fail("cannot open a socket for", address);
  return socket;
}

int open_tcp(ListenAddress& address) {
  ip::tcp::endpoint endpoint{ip::make_address(address.host), address.port};
  Descriptor socket = open_socket(endpoint.protocol().family(), address);
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (endpoint.address().is_v6()) {
    ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  }
  if (::bind(socket.get(), endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0 ||
      ::listen(socket.get(), kBacklog) != 0) {
    fail("cannot listen on", address);
  }
  auto size = static_cast<socklen_t>(endpoint.capacity());
  if (::getsockname(socket.get(), endpoint.data(), &size) != 0) {
    fail("cannot read the port of", address);
  }
  address.port = endpoint.port();
  return socket.release();
}

sockaddr_un unix_address(const std::string& path) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path, path.data(), path.size());
  return name;
}

/// Removes the file of a Unix socket that remains after a crash, if nobody listens on it.
void remove_stale(const ListenAddress& address, const sockaddr_un& name) {
  struct stat info {};
  if (::lstat(address.path.c_str(), &info) != 0 || !S_ISSOCK(info.st_mode)) return;
  const Descriptor probe = open_socket(AF_UNIX, address);
  const int connected =
      ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name);
  if (connected != 0 && errno == ECONNREFUSED) ::unlink(address.path.c_str());
}

gid_t find_group(const std::string& name, const ListenAddress& address) {
  std::vector<char> buffer(16 * 1024);
  group entry{};
  group* found = nullptr;
  errno = ::getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (found != nullptr) return found->gr_gid;
  if (errno == 0) errno = EINVAL;
  fail(("no group " + name + " for").c_str(), address);
}

int open_unix(const ListenAddress& address, const UnixSocketAccess& access) {
  const sockaddr_un name = unix_address(address.path);
  remove_stale(address, name);
  Descriptor socket = open_socket(AF_UNIX, address);
  // Nobody may connect before mode and group are set.
  const mode_t old_mask = ::umask(0777 & ~mode_t{0600});
  const int bound = ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name);
  const int bind_error = errno;
  ::umask(old_mask);
  errno = bind_error;
  if (bound != 0) fail("cannot listen on", address);
  if (!access.group.empty() && ::chown(address.path.c_str(), static_cast<uid_t>(-1),
                                       find_group(access.group, address)) != 0) {
    fail("cannot set the group of", address);
  }
  if (::chmod(address.path.c_str(), access.mode) != 0) fail("cannot set the mode of", address);
  if (::listen(socket.get(), kBacklog) != 0) fail("cannot listen on", address);
  return socket.release();
}

ListenAddress address_of(int descriptor) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
  if (storage.ss_family == AF_UNIX) {
    const auto& name = reinterpret_cast<const sockaddr_un&>(storage);
    return {.path = name.sun_path[0] == '\0' ? "@" : name.sun_path};
  }
  ip::tcp::endpoint endpoint;
  std::memcpy(endpoint.data(), &storage, std::min<std::size_t>(size, endpoint.capacity()));
  return {.host = endpoint.address().to_string(), .port = endpoint.port()};
}

}  // namespace

ListenAddress adopt_listener(const HandedSocket& socket) {
  const int descriptor = socket.descriptor;
  int is_listening = 0;
  int type = 0;
  socklen_t size = sizeof is_listening;
  const int failed =
      ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) != 0 ||
      ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0;
  if (failed == 0 && (is_listening == 0 || type != SOCK_STREAM)) errno = EINVAL;
  if (failed != 0 || is_listening == 0 || type != SOCK_STREAM ||
      ::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0 ||
      ::fcntl(descriptor, F_SETFL, O_NONBLOCK) != 0) {
    throw std::system_error(
        errno, std::system_category(),
        "cannot take over descriptor " + std::to_string(descriptor) + " as a listening socket");
  }
  ListenAddress address = address_of(descriptor);
  address.is_tls = socket.is_tls;
  return address;
}

int open_listener(ListenAddress& address, const UnixSocketAccess& access) {
  return address.is_unix() ? open_unix(address, access) : open_tcp(address);
}

}  // namespace parley::net
