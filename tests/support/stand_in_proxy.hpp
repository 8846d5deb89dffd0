// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace parley::test {

/// How a proxy is wrong.
struct ProxyFaults {
  /// May change the head of a request, or answer it in the daemon's place: what it returns is sent,
  /// and the connection closed.
  std::function<std::optional<std::string>(std::string& head)> on_request{};

  /// A connection on which nothing moves for so long is cut; 0: none is.
  std::chrono::milliseconds silence{0};

  /// From the client to the daemon, after the head: cut when so many bytes have passed; 0: never.
  std::size_t most_bytes = 0;
};

/// A proxy on loopback that has something wrong with it. Connections go to the daemons in turn;
/// without any, everything has to be answered by `on_request`. A thread for each connection.
class StandInProxy {
 public:
  StandInProxy(std::vector<std::uint16_t> daemons, ProxyFaults faults);
  ~StandInProxy();
  StandInProxy(const StandInProxy&) = delete;
  StandInProxy& operator=(const StandInProxy&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void accept_all();
  void serve(int client, std::size_t number) const;
  void pump(int client, int daemon) const;
  [[nodiscard]] bool waits_for(int descriptor, short events, std::chrono::milliseconds wait) const;

  const std::vector<std::uint16_t> daemons_;
  const ProxyFaults faults_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_over_{false};
  std::vector<std::thread> connections_;
  std::thread acceptor_;
};

/// Takes the header of that name out of a request's head.
void remove_header(std::string& head, const std::string& name);

/// A complete response.
[[nodiscard]] std::string http_response(const std::string& status, const std::string& body,
                                        const std::string& more_headers = {});

}  // namespace parley::test
