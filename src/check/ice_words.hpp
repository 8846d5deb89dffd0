// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include <boost/asio/ip/address.hpp>

#include "check/report.hpp"
#include "check/site_check.hpp"
#include "check/turn_client.hpp"
#include "parley/ice/ice_url.hpp"

namespace parley::check {

/// Describes a clock: "3 s ahead of this machine's".
[[nodiscard]] std::string skew_words(std::chrono::seconds skew);

/// One attempt at a TURN server.
struct TurnAttempt {
  std::string url;
  boost::asio::ip::address server;  ///< the address that was tried
  TurnUser user;
  Allocation allocation;
  std::chrono::system_clock::time_point now;
  ClockSkew skew;  ///< time by which the signaling server's clock is ahead
};

/// The result of the attempt, and what to change.
[[nodiscard]] Finding judge_turn(const TurnAttempt& attempt);

/// The finding for a STUN or TURN server that does not respond.
[[nodiscard]] Finding no_ice_answer(const std::string& url, const ice::IceUrl& parsed,
                                    const std::string& why);

}  // namespace parley::check
