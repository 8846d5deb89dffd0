// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/idle_check.hpp"

#include <cstdio>

namespace parley::check {
namespace {

std::string seconds_text(Clock::duration duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  char text[32];
  std::snprintf(text, sizeof text, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  return text;
}

void report_end(const Member& member, TimePoint end, Report& report) {
  const std::string silence = seconds_text(end - member.socket().last_traffic());
  const std::string text =
      "the connection was cut after " + silence + " of silence, " + member.socket().end_words();
  if (member.socket().close_code() != 0) {
    return report.fail("idle", text, {"The log of parleyd says why it closed the connection."});
  }
  report.fail(
      "idle", text,
      {"The proxy's time-out is shorter than the server's heartbeat (heartbeat.interval in "
       "parley.yaml, 25 s by default), so people who only listen are disconnected again and "
       "again. In nginx, whose default is 60 s, the location of the WebSockets needs:",
       "    proxy_read_timeout 90s;", "    proxy_send_timeout 90s;",
       "A load balancer or a firewall in front of it may have a time-out of its own."});
}

}  // namespace

void check_idle(Access& access, Member& a, Member& b, Report& report) {
  if (access.options().idle.count() == 0) return;
  const TimePoint until = Clock::now() + access.options().idle;
  const auto has_news = [&] { return a.has_news() || b.has_news(); };
  while (Clock::now() < until) {
    access.loop().run_until(until, has_news);
    for (Member* member : {&a, &b}) {
      member->answer_pings();
      if (member->socket().is_over()) return report_end(*member, Clock::now(), report);
    }
  }
  report.ok("idle",
            "silent connections stay open for at least " + seconds_text(access.options().idle));
}

}  // namespace parley::check
