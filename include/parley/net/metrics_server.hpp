// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/listen/listen_address.hpp"

namespace parley::net {

/// Responds to `GET /metrics` over plain HTTP. It has its own listeners and few connections, so it
/// affects neither the Server's clients nor its limits. It creates the text for each request and
/// closes the connection after the response. It runs only on the thread that runs the io_context,
/// which outlives it.
class MetricsServer {
 public:
  using Text = std::function<std::string()>;

  /// Enough for two monitoring systems and a browser. Further connections are closed at once.
  static constexpr std::size_t kMaxConnections = 16;

  /// Only the deadlines and header_bytes of `limits` apply.
  MetricsServer(boost::asio::io_context& io, Scheduler& scheduler, Text text, EventLog& log,
                const Limits& limits = {});
  /// Aborts all connections, and runs the loop until they have ended.
  ~MetricsServer();
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;

  /// Listens on all of `addresses` and logs each. Throws std::system_error if one is not available.
  /// Skips an optional one that is not available, even if another process uses it. REQUIRES: no
  /// address has TLS.
  void listen(const std::vector<ListenAddress>& addresses, const UnixSocketAccess& access);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley::net
