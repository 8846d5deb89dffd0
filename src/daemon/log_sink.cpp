// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/log_sink.hpp"

#include <cerrno>
#include <string>

#include <poll.h>
#include <unistd.h>

namespace parley::daemon {

void LogSink::log(const spdlog::details::log_msg& message) {
  // One write per line keeps the lines of several processes apart on one pipe.
  std::string line{message.payload.data(), message.payload.size()};
  line += '\n';
  if (!write_all(line)) ++failed_;
  const std::lock_guard lock{mutex_};
  ++done_;
  progress_.notify_all();
}

bool LogSink::write_all(std::string_view text) const noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (written < 0 && errno == EAGAIN) {
      // Another process that shares the descriptor has made it non-blocking.
      pollfd ready{descriptor_, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (written == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool LogSink::wait_for(std::uint64_t lines, Duration longest) {
  std::unique_lock lock{mutex_};
  return progress_.wait_for(lock, longest, [&] { return done_ >= lines; });
}

}  // namespace parley::daemon
