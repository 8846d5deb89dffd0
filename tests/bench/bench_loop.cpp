// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "bench_client.hpp"

namespace parley::bench {

void throw_errno(const char* what) {
  throw std::system_error(errno, std::system_category(), what);
}

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), events_(1024), buffer_(512UL * 1024) {
  if (epoll_ < 0) throw_errno("epoll_create1");
}

Loop::~Loop() {
  ::close(epoll_);
}

void Loop::control(int operation, int fd, std::uint32_t events, Client* client) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = client;
  if (::epoll_ctl(epoll_, operation, fd, &event) != 0) throw_errno("epoll_ctl");
}

void Loop::watch_stdin() {
  try {
    control(EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN, nullptr);
  } catch (const std::system_error& error) {
    // A file or /dev/null is always at its end and cannot be waited for: it says nothing.
    if (error.code().value() != EPERM) throw;
  }
}

void Loop::read_stdin() {
  if (::read(STDIN_FILENO, buffer_.data(), buffer_.size()) > 0) return;
  stdin_closed_ = true;
  control(EPOLL_CTL_DEL, STDIN_FILENO, 0, nullptr);
}

int Loop::run_once(int timeout_ms) {
  flush();
  const int ready =
      ::epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), timeout_ms);
  if (ready < 0 && errno != EINTR) throw_errno("epoll_wait");
  now_ = Clock::now();
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events_[static_cast<std::size_t>(i)];
    if (event.data.ptr == nullptr) {
      read_stdin();
    } else {
      static_cast<Client*>(event.data.ptr)->on_event(event.events);
    }
  }
  flush();
  return std::max(ready, 0);
}

void Loop::flush() {
  for (std::size_t i = 0; i < pending_.size(); ++i) pending_[i]->flush();
  pending_.clear();
}

}  // namespace parley::bench
