// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/check.hpp"

#include "check/ice_check.hpp"
#include "check/room_check.hpp"
#include "check/site_check.hpp"

namespace parley::check {

void run_check(const Options& options, Report& report) {
  boost::asio::ssl::context tls = make_tls_context(options.ca_file);
  Loop loop;
  Access access(loop, tls, options);
  if (!access.find(report)) return;
  ClockSkew skew;
  if (!check_site(access, report, skew)) return;
  if (!check_upgrade(access, report)) return;
  const auto servers = check_room(access, report);
  if (servers) check_ice_servers(access, *servers, skew, report);
}

void run_ready_check(const Options& options, Report& report) {
  boost::asio::ssl::context tls = make_tls_context(options.ca_file);
  Loop loop;
  Access access(loop, tls, options);
  Report way([](const Finding&) {});
  if (access.find(way)) return check_ready(access, report);
  for (const Finding& finding : way.findings()) {
    if (finding.verdict == Verdict::Failure) report.add(finding);
  }
}

}  // namespace parley::check
