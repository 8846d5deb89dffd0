// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/cutting_proxy.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAcceptTick{10};
constexpr milliseconds kTurn{1};  // one direction is looked at, then the other

}  // namespace

CuttingProxy::CuttingProxy(std::uint16_t daemon, Plan plan)
    : plan_(std::move(plan)), daemon_(daemon) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, SOMAXCONN) != 0 ||
      ::getsockname(listener_, any, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "the proxy's listener");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

CuttingProxy::~CuttingProxy() {
  is_over_ = true;
  acceptor_.join();
  for (std::thread& connection : connections_) connection.join();
  ::close(listener_);
}

void CuttingProxy::become_faithful() {
  is_faithful_ = true;
  ++generation_;
}

void CuttingProxy::accept_all() {
  while (!is_over_) {
    pollfd entry{.fd = listener_, .events = POLLIN, .revents = 0};
    if (::poll(&entry, 1, static_cast<int>(kAcceptTick.count())) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const Cut cut = is_faithful_ ? Cut{} : plan_();
    connections_.emplace_back([this, client, cut, generation = generation_.load()] {
      try {
        serve(Socket::adopt(client), cut, generation);
      } catch (const std::exception&) {
        return;  // a daemon that is not there, or an end that does not read: cut, too
      }
    });
  }
}

void CuttingProxy::serve(Socket client, const Cut& cut, int generation) {
  Socket daemon = Socket::tcp(daemon_);
  std::size_t to_daemon = cut.to_daemon;
  std::size_t to_client = cut.to_client;
  while (!is_over_ && generation == generation_) {
    if (is_swallowing_) {
      std::this_thread::sleep_for(kAcceptTick);
      continue;
    }
    if (pass(client, daemon, to_daemon, cut) && pass(daemon, client, to_client, cut)) continue;
    if (cut.is_daemon_told) break;
    const std::lock_guard lock(mutex_);
    held_.push_back(std::move(daemon));
    break;
  }
}

/// False when it is over: one end has gone, or `left` bytes have passed.
bool CuttingProxy::pass(Socket& from, Socket& to, std::size_t& left, const Cut& cut) const {
  const auto piece = from.read_some_within(kTurn);
  if (!piece) return true;
  if (cut.delay.count() > 0) std::this_thread::sleep_for(cut.delay);
  const std::size_t count = std::min(piece->size(), left);
  if (left != Cut::kNever) left -= count;
  return to.try_send(std::string_view{*piece}.substr(0, count)) && count > 0 && left > 0;
}

}  // namespace parley::test
