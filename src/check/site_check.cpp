// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/site_check.hpp"

#include <ctime>

#include "check/ice_words.hpp"
#include "check/upgrade_words.hpp"
#include "check/web.hpp"

namespace parley::check {
namespace {

constexpr std::string_view kForeignOrigin = "https://parley-check.invalid";
constexpr std::chrono::seconds kMuchSkew{60};

HttpAnswer fetch(Access& access, const std::string& path) {
  const auto stream = access.connect();
  if (stream) return http_get(*stream, access.target().authority(), path, access.deadline());
  HttpAnswer answer;
  answer.error = "no further connection could be made";
  return answer;
}

/// The Date header (RFC 9110 section 5.6.7, in the one format that servers still send).
ClockSkew skew_of(const HttpAnswer& answer) {
  std::tm time{};
  const std::string date = answer.header("date");
  if (strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &time) == nullptr) return std::nullopt;
  const auto theirs = std::chrono::system_clock::from_time_t(timegm(&time));
  return std::chrono::round<std::chrono::seconds>(theirs - std::chrono::system_clock::now());
}

bool is_redirection(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Finds faults that make all other checks pointless; false if there is one.
bool speaks_http(const HttpAnswer& answer, const Target& target, Report& report) {
  if (answer.is_http2) {
    report.fail(
        "http", "the server speaks only HTTP/2",
        {"A WebSocket begins with HTTP/1.1. The proxy must offer it as well as HTTP/2, as nginx "
         "does by default; on a port without TLS http2 must be off."});
    return false;
  }
  if (answer.status == 0) {
    report.fail("http", "no answer to GET /healthz: " + answer.error,
                {"Something listens there, but it does not speak HTTP" +
                 std::string{target.is_tls ? "." : ", or speaks only https."}});
    return false;
  }
  if (answer.body.find("plain HTTP request was sent to HTTPS port") != std::string::npos) {
    report.fail("http", "this port speaks TLS", {"Check https://" + target.host + " instead."});
    return false;
  }
  return true;
}

void report_health(const HttpAnswer& answer, Report& report) {
  if (answer.status == 200 && answer.body.starts_with("ok")) {
    return report.ok("healthz", "the daemon is alive");
  }
  if (is_redirection(answer.status)) {
    return report.warn("healthz", "redirected to " + excerpt(answer.header("location")),
                       {"If that is the public address of the server, check that one."});
  }
  const bool is_hidden = answer.status >= 400 && answer.status < 500 && answer.status != 429;
  if (answer.status == 200 || is_hidden) {
    return report.ok("healthz", "not public (" + std::to_string(answer.status) + ")");
  }
  report.add(judge_status("healthz", answer));
}

void report_readiness(const HttpAnswer& answer, Report& report) {
  if (answer.status == 200 && answer.body.starts_with("ready")) {
    return report.ok("readyz", "the daemon accepts new clients");
  }
  if (answer.status == 503) return report.add(judge_status("readyz", answer));
}

/// `base`: the part of a URL path before all paths of the server.
std::vector<std::string> base_advice(const std::string& base) {
  if (base.empty()) {
    return {
        "Or is the server below a path (base_path in parley.yaml)? Then check the address with "
        "that path."};
  }
  return {"Either the proxy removes " + base + " and parley.yaml has no base_path, or the proxy " +
              "keeps it and parley.yaml has:",
          "    base_path: " + base};
}

void report_page(const HttpAnswer& answer, const Target& target, Report& report) {
  const std::string path = target.page_path();
  if (answer.status == 404) {
    std::vector<std::string> advice = base_advice(target.base);
    advice.insert(advice.begin(),
                  {"If the proxy serves the pages: in nginx, the location of the rooms needs",
                   "    try_files /room.html =404;",
                   "and Parley's web folder as its root. If the daemon serves them: is web_root in "
                   "parley.yaml that folder?"});
    return report.fail("page", path + " does not exist (404)", advice);
  }
  if (is_redirection(answer.status)) {
    return report.warn("page", path + " redirects to " + excerpt(answer.header("location")),
                       {"If that is the public address of the server, check that one."});
  }
  if (answer.status != 200) return report.add(judge_status("page", answer));
  if (answer.body.find("Parley") == std::string::npos) {
    return report.warn(
        "page", path + " is not Parley's page",
        {"That is right if you have made your own page. Otherwise another site, or a default "
         "page of the proxy, answers there."});
  }
  report.ok("page", path + " is Parley's page");
}

void report_skew(const ClockSkew& skew, Report& report) {
  if (!skew || std::chrono::abs(*skew) < kMuchSkew) return;
  report.warn("clock", "the server's clock is " + skew_words(*skew),
              {"One of the two is wrong. TURN credentials expire by the server's clock: run an NTP "
               "client on the server and on the TURN server."});
}

HttpAnswer try_upgrade(Access& access, const std::string& origin) {
  auto stream = access.connect();
  HttpAnswer answer;
  answer.error = "no further connection could be made";
  if (!stream) return answer;
  const Target& target = access.target();
  WebSocketClient socket(std::move(stream));
  answer = socket.open({target.authority(), target.socket_path(), origin}, access.deadline());
  if (answer.error.empty()) socket.close(access.deadline());
  return answer;
}

}  // namespace

bool check_site(Access& access, Report& report, ClockSkew& skew) {
  const HttpAnswer health = fetch(access, access.target().base + "/healthz");
  if (!speaks_http(health, access.target(), report)) return false;
  report_health(health, report);
  report_readiness(fetch(access, access.target().base + "/readyz"), report);
  report_page(fetch(access, access.target().page_path()), access.target(), report);
  skew = skew_of(health);
  report_skew(skew, report);
  return true;
}

void check_ready(Access& access, Report& report) {
  const HttpAnswer answer = fetch(access, access.target().base + "/readyz");
  if (answer.status == 200 && !answer.body.starts_with("ready")) {
    return report.fail("readyz", "something else than parleyd answers there");
  }
  if (answer.status == 200 || answer.status == 503) return report_readiness(answer, report);
  report.add(judge_status("readyz", answer));
}

bool check_upgrade(Access& access, Report& report) {
  const HttpAnswer own = try_upgrade(access, access.target().origin());
  report.add(judge_upgrade(own, access.target()));
  if (!own.error.empty()) return false;
  const std::string foreign{kForeignOrigin};
  report.add(judge_foreign_origin(try_upgrade(access, foreign), foreign));
  return true;
}

}  // namespace parley::check
