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

/// "3 s ahead of this machine's", of a clock.
[[nodiscard]] std::string skew_words(std::chrono::seconds skew);

/// One attempt at a TURN server.
struct TurnAttempt {
  std::string url;
  boost::asio::ip::address server;  ///< the address that was asked
  TurnUser user;
  Allocation allocation;
  std::chrono::system_clock::time_point now;
  ClockSkew skew;  ///< how far the clock of the signaling server is ahead of ours
};

/// What came of it, and what to change.
[[nodiscard]] Finding judge_turn(const TurnAttempt& attempt);

/// That nothing came back from a STUN or TURN server.
[[nodiscard]] Finding no_ice_answer(const std::string& url, const ice::IceUrl& parsed,
                                    const std::string& why);

}  // namespace parley::check
