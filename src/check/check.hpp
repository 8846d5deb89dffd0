// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "check/report.hpp"
#include "check/target.hpp"

namespace parley::check {

struct Options {
  Target target;
  std::chrono::milliseconds timeout = std::chrono::seconds{10};  ///< for each step
  std::chrono::milliseconds idle{0};  ///< 0: no check of idle connections
  std::string ca_file{};              ///< PEM; empty: the system's authorities
  bool is_json = false;               ///< the format of the report
  bool wants_only_ready = false;      ///< one request to /readyz, and nothing else
};

/// Runs all checks in order, and stops after a fault that makes the rest pointless. Blocks for at
/// most `timeout` times the number of steps, plus `idle`. Throws if it cannot read the certificate
/// authorities.
void run_check(const Options& options, Report& report);

/// Checks only whether the server accepts new clients, as a container engine or a load balancer
/// does. An untrusted certificate is no finding here. Blocks for a few times `timeout` at most.
void run_ready_check(const Options& options, Report& report);

}  // namespace parley::check
