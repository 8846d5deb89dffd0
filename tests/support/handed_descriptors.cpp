// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/handed_descriptors.hpp"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace parley::test {
namespace {

constexpr int kBacklog = 4096;
constexpr int kFirst = 3;
constexpr int kOutOfTheWay = 200;
constexpr std::string_view kPid = "LISTEN_PID=";
constexpr std::size_t kPidDigits = 10;

template <class Address>
int listen_on(int family, const Address& address) {
  const int fd = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd, kBacklog) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot listen");
  }
  return fd;
}

}  // namespace

HeldListener HeldListener::tcp() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return HeldListener(listen_on(AF_INET, address));
}

HeldListener HeldListener::unix_domain(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.native().copy(address.sun_path, sizeof address.sun_path - 1);
  return HeldListener(listen_on(AF_UNIX, address));
}

HeldListener::HeldListener(HeldListener&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

HeldListener::~HeldListener() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint16_t HeldListener::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "getsockname");
  }
  return ntohs(address.sin_port);
}

DescriptorHandover::DescriptorHandover(const std::vector<HandedDescriptor>& handed) {
  for (const auto& [descriptor, name] : handed) {
    descriptors_.push_back(descriptor);
    names_ += (names_.empty() ? "" : ":") + name;
  }
}

void DescriptorHandover::add_variables(std::vector<std::string>& environment) const {
  if (descriptors_.empty()) return;
  environment.push_back("LISTEN_FDS=" + std::to_string(descriptors_.size()));
  environment.push_back("LISTEN_FDNAMES=" + names_);
  environment.push_back(std::string(kPid) + std::string(kPidDigits, '0'));
}

void DescriptorHandover::carry_out(char* const* environment) const noexcept {
  // Two steps, so that none is put where another one still is.
  int place = kOutOfTheWay;
  for (const int descriptor : descriptors_) ::dup2(descriptor, place++);
  for (int i = 0; i < place - kOutOfTheWay; ++i) {
    ::dup2(kOutOfTheWay + i, kFirst + i);
    ::close(kOutOfTheWay + i);
  }
  for (; *environment != nullptr; ++environment) {
    if (std::strncmp(*environment, kPid.data(), kPid.size()) != 0) continue;
    char* digit = *environment + kPid.size() + kPidDigits;
    for (pid_t rest = ::getpid(); rest > 0; rest /= 10) {
      *--digit = static_cast<char>('0' + rest % 10);
    }
  }
}

}  // namespace parley::test
