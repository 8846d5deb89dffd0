// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/listen/listener_set.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include "net/listen/open_listener.hpp"

namespace parley::net {

ListenerSet::ListenerSet(Executor executor, Scheduler& scheduler, Listener::OnAccept on_accept,
                         EventLog& log, Counters& counters)
    : executor_(executor),
      scheduler_(scheduler),
      on_accept_(std::move(on_accept)),
      log_(log),
      counters_(counters) {}

void ListenerSet::open(const std::vector<ListenAddress>& addresses,
                       const UnixSocketAccess& access) {
  for (const ListenAddress& address : addresses) {
    try {
      open_one(address, access);
    } catch (const std::system_error& error) {
      const int code = error.code().value();
      if (!address.is_optional || (code != EADDRNOTAVAIL && code != EAFNOSUPPORT)) throw;
      log_.write(LogLevel::Warning, "not-listening",
                 {{"address", std::string_view{address.to_string()}},
                  {"error", std::string_view{error.what()}}});
    }
  }
}

void ListenerSet::open_one(ListenAddress address, const UnixSocketAccess& access) {
  const int descriptor = open_listener(address, access);
  start(descriptor, address, ListenerOwner::Us);
}

void ListenerSet::adopt(const std::vector<HandedSocket>& sockets) {
  for (const HandedSocket& socket : sockets) {
    start(socket.descriptor, adopt_listener(socket), ListenerOwner::ServiceManager);
  }
}

void ListenerSet::start(int descriptor, const ListenAddress& address, ListenerOwner owner) {
  const auto listener = std::make_shared<Listener>(executor_, scheduler_, descriptor, address,
                                                   owner, on_accept_, log_, counters_);
  listener->start();
  listeners_.push_back(listener);
  const std::string text = address.to_string();
  log_.write(LogLevel::Info, "listening", {{"address", std::string_view{text}}});
}

void ListenerSet::close() {
  for (const auto& listener : listeners_) listener->close();
  listeners_.clear();
}

void ListenerSet::close_adopted() {
  std::erase_if(listeners_, [](const auto& listener) {
    if (listener->owner() == ListenerOwner::Us) return false;
    listener->close();
    return true;
  });
}

}  // namespace parley::net
