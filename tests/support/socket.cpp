// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/socket.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/descriptor_stream.hpp"

namespace parley::test {
namespace {

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// A socket that is closed unless it is released.
class Descriptor {
 public:
  explicit Descriptor(int family) : fd_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (fd_ < 0) throw_errno("socket");
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] int release() noexcept { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

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
  Descriptor made(AF_INET);
  if (options.receive_buffer > 0) {
    // Before connect: the window is agreed on there.
    setsockopt(made.get(), SOL_SOCKET, SO_RCVBUF, &options.receive_buffer, sizeof(int));
  }
  if (!options.from.empty()) {
    const sockaddr_in from = loopback(options.from.c_str(), 0);
    if (::bind(made.get(), reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0) {
      throw_errno("bind");
    }
  }
  const sockaddr_in to = loopback("127.0.0.1", port);
  if (::connect(made.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw_errno("connect");
  }
  const int on = 1;
  setsockopt(made.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return adopt(made.release());
}

Socket Socket::tcp6(std::uint16_t port) {
  Descriptor made(AF_INET6);
  sockaddr_in6 to{};
  to.sin6_family = AF_INET6;
  to.sin6_port = htons(port);
  to.sin6_addr = in6addr_loopback;
  if (::connect(made.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw_errno("connect");
  }
  return adopt(made.release());
}

Socket Socket::unix_domain(const std::filesystem::path& path) {
  Descriptor made(AF_UNIX);
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof to.sun_path) throw std::invalid_argument("path too long");
  std::memcpy(to.sun_path, path.c_str(), path.native().size());
  if (::connect(made.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw_errno("connect");
  }
  return adopt(made.release());
}

Socket Socket::tls(std::uint16_t port, const TlsClientOptions& options) {
  Socket made = tcp(port);
  made.start_tls(options);
  return made;
}

Socket Socket::adopt(int descriptor) {
  return Socket(std::make_unique<DescriptorStream>(descriptor));
}

void Socket::start_tls(const TlsClientOptions& options) {
  dynamic_cast<DescriptorStream&>(*stream_).start_tls(options);
}

TlsClient& Socket::tls_client() {
  return dynamic_cast<DescriptorStream&>(*stream_).tls_client();
}

bool Socket::try_send(std::string_view bytes) {
  try {
    while (!bytes.empty()) {
      if (!stream_->wait_for_room(kPatience)) throw std::runtime_error("the peer does not read");
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

std::string Socket::read_some() {
  auto bytes = read_some_within(kPatience);
  if (!bytes) throw std::runtime_error("nothing came from the server in time");
  return *std::move(bytes);
}

std::string Socket::read_to_end() {
  std::string all;
  for (std::string part = read_some(); !part.empty(); part = read_some()) all += part;
  return all;
}

}  // namespace parley::test
