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

/// When a connection is told to end in a drain.
enum class DrainTurn : std::uint8_t {
  First,   ///< no client comes back because of it
  Spread,  ///< the client comes back at once, so that not all may be told together
  Last     ///< the client is told when to come back, and misses least until then
};

/// What HTTP and WebSocket connections have in common: they are swept for what is overdue, drained
/// and aborted together. A connection lives as long as its operations hold it; the set only knows
/// it.
class TrackedConnection {
 public:
  explicit TrackedConnection(ConnectionSet& connections);
  TrackedConnection(const TrackedConnection&) = delete;
  TrackedConnection& operator=(const TrackedConnection&) = delete;

  virtual void on_sweep(TimePoint now) = 0;
  virtual void on_drain() = 0;  ///< end in good order
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

/// All connections that are alive. Removal is safe while one is being visited.
class ConnectionSet {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return connections_.size(); }

  /// Set once the listeners are closing: new connections are then refused.
  [[nodiscard]] bool is_draining() const noexcept { return is_draining_; }
  void begin_drain() noexcept { is_draining_ = true; }

  /// `call` is made whenever the last connection goes. It must not start one.
  void on_empty(std::function<void()> call) { on_empty_ = std::move(call); }
  void notify_if_empty() const {
    if (connections_.empty() && on_empty_) on_empty_();
  }

  [[nodiscard]] std::size_t count(DrainTurn turn) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        connections_,
        [turn](const TrackedConnection* connection) { return connection->drain_turn() == turn; }));
  }

  /// Has `count` connections of that turn end in good order that were not told to before.
  void end_some(std::size_t count, DrainTurn turn) {
    for_each([&count, turn](TrackedConnection& connection) {
      if (count == 0 || connection.drain_turn() != turn) return;
      if (std::exchange(connection.is_told_to_end_, true)) return;
      --count;
      connection.on_drain();
    });
  }

  /// After what time the next one that is told to go should be back: evenly over a second, for as
  /// many as there were when the first one asked.
  [[nodiscard]] std::chrono::milliseconds next_return_delay() {
    constexpr std::chrono::milliseconds kFirst{200};  // by then the next process may be there
    constexpr std::chrono::milliseconds kSpread{1000};
    if (returning_ == 0) expected_returns_ = std::max<std::size_t>(1, count(DrainTurn::Last));
    return kFirst + kSpread * (returning_++ % expected_returns_) / expected_returns_;
  }

  template <class Visit>
  void for_each(Visit visit) {
    // Backwards, because a removed connection's place is taken by the last one.
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
