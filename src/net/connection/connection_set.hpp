// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "parley/net/admission/limits.hpp"

namespace parley::net {

class ConnectionSet;

/// When a drain ends a connection.
enum class DrainTurn : std::uint8_t {
  First,   ///< its end makes no client reconnect
  Spread,  ///< the client reconnects at once, so these must not all end together
  Last     ///< the server tells the client when to reconnect, so the client misses little
};

/// The base of HTTP and WebSocket connections. The set finds overdue ones, drains them and aborts
/// them. A connection lives as long as its operations hold it; the set does not own it.
class TrackedConnection {
 public:
  explicit TrackedConnection(ConnectionSet& connections);
  TrackedConnection(const TrackedConnection&) = delete;
  TrackedConnection& operator=(const TrackedConnection&) = delete;

  virtual void on_sweep(TimePoint now) = 0;
  virtual void on_drain() = 0;  ///< end gracefully
  virtual void abort() = 0;     ///< end now
  [[nodiscard]] virtual DrainTurn drain_turn() const = 0;

 protected:
  ~TrackedConnection();

 private:
  friend class ConnectionSet;
  ConnectionSet& connections_;
  std::size_t index_;
  bool is_told_to_end_ = false;
};

/// All live connections. Connections may be removed during a visit.
class ConnectionSet {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return connections_.size(); }

  /// Set once the listeners are closing; new connections are then refused.
  [[nodiscard]] bool is_draining() const noexcept { return is_draining_; }
  void begin_drain() noexcept { is_draining_ = true; }

  /// The set calls `call` whenever the last connection ends. `call` must not start a connection.
  void on_empty(std::function<void()> call) { on_empty_ = std::move(call); }
  void notify_if_empty() const {
    if (connections_.empty() && on_empty_) on_empty_();
  }

  [[nodiscard]] std::size_t count(DrainTurn turn) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        connections_,
        [turn](const TrackedConnection* connection) { return connection->drain_turn() == turn; }));
  }

  /// Gracefully ends `count` more connections of that turn.
  void end_some(std::size_t count, DrainTurn turn) {
    for_each([&count, turn](TrackedConnection& connection) {
      if (count == 0 || connection.drain_turn() != turn) return;
      if (std::exchange(connection.is_told_to_end_, true)) return;
      --count;
      connection.on_drain();
    });
  }

  /// The delay after which the next client should reconnect. The delays are spread evenly over a
  /// second, for the number of connections at the first call.
  [[nodiscard]] std::chrono::milliseconds next_return_delay() {
    constexpr std::chrono::milliseconds kFirst{200};  // by then the next process may have started
    constexpr std::chrono::milliseconds kSpread{1000};
    if (returning_ == 0) expected_returns_ = std::max<std::size_t>(1, count(DrainTurn::Last));
    return kFirst + kSpread * (returning_++ % expected_returns_) / expected_returns_;
  }

  template <class Visit>
  void for_each(Visit visit) {
    // Backwards, because the last connection takes the place of a removed one.
    for (std::size_t i = connections_.size(); i-- > 0;) {
      if (i < connections_.size()) visit(*connections_[i]);
    }
  }

 private:
  friend class TrackedConnection;
  std::vector<TrackedConnection*> connections_;
  std::function<void()> on_empty_;
  bool is_draining_ = false;
  std::size_t returning_ = 0;
  std::size_t expected_returns_ = 1;
};

inline TrackedConnection::TrackedConnection(ConnectionSet& connections)
    : connections_(connections), index_(connections.connections_.size()) {
  connections.connections_.push_back(this);
}

inline TrackedConnection::~TrackedConnection() {
  auto& all = connections_.connections_;
  all[index_] = all.back();
  all[index_]->index_ = index_;
  all.pop_back();
  connections_.notify_if_empty();
}

}  // namespace parley::net
