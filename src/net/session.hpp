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

#include "parley/net/limits.hpp"

namespace parley::net {

class SessionSet;

/// When a session is told to end in a drain.
enum class DrainTurn : std::uint8_t {
  First,   ///< nobody will come back because of it
  Spread,  ///< who comes back does so at once, so that they must not all be told together
  Last     ///< it is told when to come back; until then it is missed least
};

/// What HTTP and WebSocket sessions have in common: they are swept for what is overdue, drained
/// and aborted together. A session lives as long as its operations hold it; the set only knows it.
class Session {
 public:
  explicit Session(SessionSet& sessions);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  virtual void on_sweep(TimePoint now) = 0;
  virtual void on_drain() = 0;  ///< end in good order
  virtual void abort() = 0;     ///< end now
  [[nodiscard]] virtual DrainTurn drain_turn() const = 0;

 protected:
  ~Session();

 private:
  friend class SessionSet;
  SessionSet& sessions_;
  std::size_t index_;
  bool is_told_to_end_ = false;
};

/// All sessions that are alive. Removal is safe while one is being visited.
class SessionSet {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return sessions_.size(); }

  /// Set once the listeners are closing: newcomers are then turned away.
  [[nodiscard]] bool is_draining() const noexcept { return is_draining_; }
  void begin_drain() noexcept { is_draining_ = true; }

  /// `call` is made whenever the last session goes. It must not start one.
  void on_empty(std::function<void()> call) { on_empty_ = std::move(call); }
  void notify_if_empty() const {
    if (sessions_.empty() && on_empty_) on_empty_();
  }

  [[nodiscard]] std::size_t count(DrainTurn turn) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        sessions_, [turn](const Session* session) { return session->drain_turn() == turn; }));
  }

  /// Has `count` sessions whose turn it is end in good order that were not asked to before.
  void end_some(std::size_t count, DrainTurn turn) {
    for_each([&count, turn](Session& session) {
      if (count == 0 || session.drain_turn() != turn) return;
      if (std::exchange(session.is_told_to_end_, true)) return;
      --count;
      session.on_drain();
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
    // Backwards, because a removed session's place is taken by the last one.
    for (std::size_t i = sessions_.size(); i-- > 0;) {
      if (i < sessions_.size()) visit(*sessions_[i]);
    }
  }

 private:
  friend class Session;
  std::vector<Session*> sessions_;
  std::function<void()> on_empty_;
  bool is_draining_ = false;
  std::size_t returning_ = 0;
  std::size_t expected_returns_ = 1;
};

inline Session::Session(SessionSet& sessions)
    : sessions_(sessions), index_(sessions.sessions_.size()) {
  sessions.sessions_.push_back(this);
}

inline Session::~Session() {
  auto& all = sessions_.sessions_;
  all[index_] = all.back();
  all[index_]->index_ = index_;
  all.pop_back();
  sessions_.notify_if_empty();
}

}  // namespace parley::net
