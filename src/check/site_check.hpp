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

/// The way to the server: what makes further connections to it, each with a deadline.
class Access {
 public:
  Access(Loop& loop, boost::asio::ssl::context& tls, const Options& options)
      : loop_(loop), tls_(tls), options_(options) {}

  /// Name, TCP and TLS. False if there is no way, which has been reported then.
  [[nodiscard]] bool find(Report& report);

  /// One more connection, ready for HTTP; null if that fails.
  [[nodiscard]] std::unique_ptr<Stream> connect();

  [[nodiscard]] TimePoint deadline() const { return Clock::now() + options_.timeout; }
  [[nodiscard]] const Target& target() const noexcept { return options_.target; }
  [[nodiscard]] const Options& options() const noexcept { return options_; }
  [[nodiscard]] Loop& loop() noexcept { return loop_; }
  [[nodiscard]] boost::asio::ssl::context& tls() noexcept { return tls_; }
  /// The address that is used.
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

/// How far the server's clock is ahead of ours, if it told.
using ClockSkew = std::optional<std::chrono::seconds>;

/// The two health addresses and the room page. False if no HTTP is spoken at all.
[[nodiscard]] bool check_site(Access& access, Report& report, ClockSkew& skew);

/// Whether /readyz says that the daemon takes new clients; anything else is a failure.
void check_ready(Access& access, Report& report);

/// The upgrade with our own origin and with a foreign one. False if there is no WebSocket.
[[nodiscard]] bool check_upgrade(Access& access, Report& report);

}  // namespace parley::check
