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
  std::chrono::milliseconds idle{0};                             ///< 0: not looked at
  std::string ca_file{};          ///< PEM; empty: the system's authorities
  bool is_json = false;           ///< how to print; of no concern to the check itself
  bool wants_only_ready = false;  ///< one request to /readyz, and nothing else
};

/// Runs all checks in order, and stops after a fault that makes the others pointless. Blocks, at
/// most for `timeout` times the number of steps, plus `idle`. Throws if the authorities cannot be
/// read.
void run_check(const Options& options, Report& report);

/// Asks only whether the server takes new clients, as a container engine or a load balancer does. A
/// certificate that cannot be trusted is no finding here. Blocks for a few times `timeout` at most.
void run_ready_check(const Options& options, Report& report);

}  // namespace parley::check
