// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/service_manager.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/environment.hpp"

namespace parley::daemon {

ServiceManager ServiceManager::from_environment() {
  const std::string address = take_variable("NOTIFY_SOCKET").value_or("");
  const auto interval = take_number("WATCHDOG_USEC");
  const auto process = take_number("WATCHDOG_PID");
  const bool is_for_us = !process || *process == static_cast<std::uint64_t>(::getpid());
  if (!interval || *interval == 0 || !is_for_us) return {address, std::nullopt};
  return {address, std::chrono::microseconds{*interval}};
}

ServiceManager::ServiceManager(std::string address,
                               std::optional<std::chrono::microseconds> watchdog)
    : address_(std::move(address)), watchdog_(address_.empty() ? std::nullopt : watchdog) {}

void ServiceManager::ready(std::string_view status) {
  // Waiting is justified: without this message systemd would consider the start failed.
  constexpr auto kPatience = std::chrono::seconds{5};
  status_ = status;
  send("READY=1\nSTATUS=" + status_, kPatience);
}

void ServiceManager::stopping() const {
  send("STOPPING=1");
}

void ServiceManager::status(std::string_view text) {
  if (std::exchange(status_, text) != text) send("STATUS=" + status_);
}

void ServiceManager::alive() const {
  send("WATCHDOG=1");
}

void ServiceManager::send(std::string_view state, std::chrono::seconds patience) const noexcept {
  sockaddr_un name{};
  if (address_.empty() || address_.size() >= sizeof name.sun_path) return;
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path, address_.data(), address_.size());
  if (name.sun_path[0] == '@') name.sun_path[0] = '\0';
  // A socket for each message: messages are few, and no state has to survive a restart of systemd.
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return;
  const timeval longest{.tv_sec = patience.count(), .tv_usec = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  const int flags = MSG_NOSIGNAL | (patience == patience.zero() ? MSG_DONTWAIT : 0);
  (void)::sendto(socket, state.data(), state.size(), flags,
                 reinterpret_cast<const sockaddr*>(&name), size);
  ::close(socket);
}

}  // namespace parley::daemon
