// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/listen/listener.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::net {
namespace {

using namespace std::chrono_literals;

constexpr auto kShortestPause = 10ms;
constexpr auto kLongestPause = std::chrono::milliseconds{1s};
constexpr auto kLogEvery = 10s;
constexpr int kAcceptsPerWake = 64;  // then other connections get their turn

bool is_about_one_connection(int error) {
  return error == ECONNABORTED || error == EINTR || error == EPROTO;
}

PeerAddress peer_of(const boost::asio::ip::tcp::endpoint& endpoint, int family) {
  if (family == AF_UNIX) return std::nullopt;
  return canonical(endpoint.address());
}

}  // namespace

Listener::Listener(Executor executor, Scheduler& scheduler, int descriptor, ListenAddress address,
                   ListenerOwner owner, OnAccept on_accept, EventLog& log, Counters& counters)
    : socket_(executor, descriptor),
      scheduler_(scheduler),
      address_(std::move(address)),
      owner_(owner),
      on_accept_(std::move(on_accept)),
      log_(log),
      counters_(counters),
      delay_(kShortestPause) {}

void Listener::close() {
  if (!socket_.is_open()) return;
  // Before closing the socket: a successor that finds it dead creates its own file there.
  if (address_.is_unix() && owner_ == ListenerOwner::Us) ::unlink(address_.path.c_str());
  error_code ignored;
  socket_.close(ignored);
  pause_.reset();
}

void Listener::wait() {
  socket_.async_wait(boost::asio::posix::descriptor_base::wait_read,
                     [self = shared_from_this()](error_code ec) {
                       if (!ec) self->accept_ready();
                     });
}

void Listener::accept_ready() {
  for (int i = 0; i < kAcceptsPerWake && socket_.is_open(); ++i) {
    const int error = accept_one();
    if (error == 0) continue;
    if (is_about_one_connection(error)) continue;
    if (error == EAGAIN || error == EWOULDBLOCK) break;
    return back_off(error);
  }
  if (socket_.is_open()) wait();
}

int Listener::accept_one() {
  boost::asio::ip::tcp::endpoint endpoint;
  auto size = static_cast<socklen_t>(endpoint.capacity());
  const int descriptor =
      ::accept4(socket_.native_handle(), endpoint.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (descriptor < 0) return errno;
  delay_ = kShortestPause;
  ++counters_.connections;
  const int family = address_.is_unix() ? AF_UNIX : endpoint.protocol().family();
  try {
    on_accept_({descriptor, family, peer_of(endpoint, family), address_.is_tls});
    return 0;
  } catch (const std::exception&) {
    return ENOMEM;  // no memory, or the event loop is full: the next one would fail, too
  }
}

void Listener::back_off(int error) {
  ++counters_.accept_errors;
  const TimePoint now = scheduler_.now();
  if (now - logged_at_ >= kLogEvery) {
    logged_at_ = now;
    const std::string reason = std::system_category().message(error);
    log_.write(LogLevel::Warning, "accept-paused",
               {{"listener", std::string_view{address_.to_string()}},
                {"error", std::string_view{reason}}});
  }
  pause_ = scheduler_.call_after(delay_, [this] { accept_ready(); });
  delay_ = std::min(2 * delay_, kLongestPause);
}

}  // namespace parley::net
