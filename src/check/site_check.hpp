// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "check/check.hpp"
#include "check/report.hpp"
#include "check/stream.hpp"

namespace parley::check {

/// Makes connections to the server, each with a deadline.
class Access {
 public:
  Access(Loop& loop, boost::asio::ssl::context& tls, const Options& options)
      : loop_(loop), tls_(tls), options_(options) {}

  /// Checks name, TCP and TLS. False if the server cannot be reached; this function reports that.
  [[nodiscard]] bool find(Report& report);

  /// Another connection, ready for HTTP; null if that fails.
  [[nodiscard]] std::unique_ptr<Stream> connect();

  [[nodiscard]] TimePoint deadline() const { return Clock::now() + options_.timeout; }
  [[nodiscard]] const Target& target() const noexcept { return options_.target; }
  [[nodiscard]] const Options& options() const noexcept { return options_; }
  [[nodiscard]] Loop& loop() noexcept { return loop_; }
  [[nodiscard]] boost::asio::ssl::context& tls() noexcept { return tls_; }
  /// The address in use.
  [[nodiscard]] const boost::asio::ip::address& address() const noexcept { return address_; }

 private:
  [[nodiscard]] bool try_addresses(const std::vector<boost::asio::ip::address>& all,
                                   Report& report);
  [[nodiscard]] bool try_tls(Report& report);

  Loop& loop_;
  boost::asio::ssl::context& tls_;
  const Options& options_;
  boost::asio::ip::address address_;
};

/// The time by which the server's clock is ahead of this machine's, if known.
using ClockSkew = std::optional<std::chrono::seconds>;

/// Checks the two probes and the room page. False if the server does not speak HTTP.
[[nodiscard]] bool check_site(Access& access, Report& report, ClockSkew& skew);

/// Checks whether /readyz says that the daemon accepts new clients; anything else is a failure.
void check_ready(Access& access, Report& report);

/// Checks the upgrade with the server's own origin and with a foreign one. False if there is no
/// WebSocket.
[[nodiscard]] bool check_upgrade(Access& access, Report& report);

}  // namespace parley::check
