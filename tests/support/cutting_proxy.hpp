// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

#include "support/socket.hpp"

namespace parley::test {

/// What happens to one connection.
struct Cut {
  static constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

  std::size_t to_daemon = kNever;  ///< cut behind so many bytes from the client
  std::size_t to_client = kNever;  ///< cut behind so many bytes from the daemon
  bool is_daemon_told = true;      ///< false: to the daemon the connection looks alive ever after
  std::chrono::microseconds delay{0};  ///< of each piece
};

/// A proxy on loopback that passes bytes on faithfully until it cuts the connection, be it in the
/// middle of a frame. A thread for each connection.
class CuttingProxy {
 public:
  using Plan = std::function<Cut()>;

  /// `plan` is asked about each connection, by one thread at a time.
  explicit CuttingProxy(
      std::uint16_t daemon, Plan plan = [] { return Cut{}; });
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  /// From now on connections go to this one.
  void set_daemon(std::uint16_t port) { daemon_ = port; }

  /// Cuts all connections, and none ever after.
  void become_faithful();

  /// From now on nothing passes any more, and both ends of each connection stay open.
  void swallow() { is_swallowing_ = true; }

 private:
  void accept_all();
  void serve(Socket client, const Cut& cut, int generation);
  [[nodiscard]] bool pass(Socket& from, Socket& to, std::size_t& left, const Cut& cut) const;

  const Plan plan_;
  std::atomic<std::uint16_t> daemon_;
  std::atomic<bool> is_over_{false};
  std::atomic<bool> is_faithful_{false};
  std::atomic<bool> is_swallowing_{false};
  std::atomic<int> generation_{0};
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::vector<Socket> held_;  // guarded by mutex_
  std::vector<std::thread> connections_;
  std::thread acceptor_;
};

}  // namespace parley::test
