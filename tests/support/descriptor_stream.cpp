// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/descriptor_stream.hpp"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::test {
namespace {

[[noreturn]] void throw_last_error(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

DescriptorStream::~DescriptorStream() {
  if (fd_ >= 0) ::close(fd_);
}

void DescriptorStream::start_tls(const TlsClientOptions& options) {
  if (::fcntl(fd_, F_SETFL, O_NONBLOCK) != 0) throw_last_error("fcntl");
  tls_ = std::make_unique<TlsClient>(fd_, options);
}

bool DescriptorStream::wait_for(short events, std::chrono::milliseconds wait) const {
  pollfd entry{.fd = fd_, .events = events, .revents = 0};
  const int ready = ::poll(&entry, 1, static_cast<int>(wait.count()));
  if (ready < 0 && errno != EINTR) throw_last_error("poll");
  return ready > 0;
}

bool DescriptorStream::wait_for_room(std::chrono::milliseconds wait) {
  return wait_for(POLLOUT, wait);
}

std::size_t DescriptorStream::send_some(std::string_view bytes) {
  if (tls_) return tls_->send_some(bytes);
  const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return 0;
  throw_last_error("send");
}

std::optional<std::string> DescriptorStream::read_some_within(std::chrono::milliseconds wait) {
  if (tls_) return read_tls_within(wait);
  if (!wait_for(POLLIN, wait)) return std::nullopt;
  std::array<char, 64 * 1024> buffer;
  const ssize_t size = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (size >= 0) return std::string(buffer.data(), static_cast<std::size_t>(size));
  if (errno == EPIPE || errno == ECONNRESET) return std::string{};
  throw_last_error("recv");
}

/// What arrives need not hold data: that is waited for further.
std::optional<std::string> DescriptorStream::read_tls_within(std::chrono::milliseconds wait) {
  const auto until = std::chrono::steady_clock::now() + wait;
  while (true) {
    if (auto bytes = tls_->read_some()) return bytes;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() < 0 || !wait_for(POLLIN, left)) return std::nullopt;
  }
}

std::size_t DescriptorStream::unread_bytes() const {
  int count = 0;
  if (::ioctl(fd_, FIONREAD, &count) != 0) throw_last_error("ioctl");
  return static_cast<std::size_t>(count);
}

void DescriptorStream::shut_down_sending() {
  if (tls_) tls_->send_close_notify();
  ::shutdown(fd_, SHUT_WR);
}

void DescriptorStream::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(fd_, -1));
}

}  // namespace parley::test
