// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/upgrade_words.hpp"

#include <utility>

namespace parley::check {
namespace {

using Advice = std::vector<std::string>;

Finding upgrade_failed(std::string text, Advice advice) {
  return {Verdict::Failure, "upgrade", std::move(text), std::move(advice)};
}

std::string status_text(const HttpAnswer& answer) {
  const std::string server = answer.header("server");
  return std::to_string(answer.status) + (server.empty() ? "" : " from " + excerpt(server));
}

bool body_has(const HttpAnswer& answer, std::string_view words) {
  return answer.body.find(words) != std::string::npos;
}

Advice with_upgrade_lines(std::string first) {
  return {std::move(first), "    proxy_http_version 1.1;",
          "    proxy_set_header Upgrade $http_upgrade;",
          "    proxy_set_header Connection \"upgrade\";",
          "In Apache the line is: ProxyPass /room/ http://127.0.0.1:8080/room/ upgrade=websocket "
          "(2.4.47 and later). A CDN in front may have a switch of its own for WebSockets."};
}

Finding not_passed_on(const HttpAnswer& answer) {
  return upgrade_failed(
      "the request came through, but not its wish for a WebSocket (" + status_text(answer) + ")",
      with_upgrade_lines("The proxy takes the headers Upgrade and Connection away, or speaks "
                         "HTTP/1.0 to the daemon. In nginx the location of the sockets lacks:"));
}

Finding answered_with_page(const HttpAnswer& answer) {
  return upgrade_failed(
      "answered with a page (" + status_text(answer) + ") instead of a WebSocket",
      with_upgrade_lines(
          "Something before the daemon, a folder of files or another location, answers for the "
          "socket's path. The location that proxies it must win; in nginx a regular expression "
          "does, location ~ ^/(room|chat)/[^/]+/ws$, with proxy_pass to the daemon and:"));
}

Finding redirected(const HttpAnswer& answer) {
  return upgrade_failed(
      "redirected to " + excerpt(answer.header("location")) + " (" + status_text(answer) + ")",
      {"Browsers do not follow redirections of a WebSocket. Check the address that it leads to; if "
       "it is the one that people use, links and bookmarks should name it too."});
}

Finding origin_refused(const HttpAnswer& answer, const Target& target) {
  const std::string origin = target.origin();
  if (!body_has(answer, "pages of this origin may not connect")) {
    return upgrade_failed("refused (" + status_text(answer) + "), and not by Parley's own words",
                          {"The proxy or a firewall in it forbids the path: look for deny, allow "
                           "and auth lines, and in the proxy's error log."});
  }
  return upgrade_failed(
      "the daemon refuses the pages of its own public origin, " + origin + " (403)",
      {"It compares the origin with the Host header that it gets; the proxy sends it another one. "
       "In nginx the location of the sockets lacks (not $host, which has no port):",
       "    proxy_set_header Host $http_host;",
       "Or name the origin in parley.yaml:", "    origins: [\"" + origin + "\"]"});
}

Finding location_missing(const HttpAnswer& answer, const Target& target) {
  return upgrade_failed(
      "nothing is known under " + target.socket_path() + " (" + status_text(answer) + ")",
      with_upgrade_lines(
          "Either no location of the proxy fits the path, or it changes the path on the way: "
          "proxy_pass must name no path (proxy_pass http://127.0.0.1:8080; without a slash behind "
          "it). It needs:"));
}

Finding gateway_failed(std::string_view subject, const HttpAnswer& answer) {
  const std::string status = status_text(answer);
  if (answer.status == 504) {
    return {Verdict::Failure,
            std::string{subject},
            "the proxy is up, but whatever stands behind it does not answer (" + status + ")",
            {"Is the address behind proxy_pass the right one? A firewall between the two, or a "
             "stopped process, looks like this."}};
  }
  return {Verdict::Failure,
          std::string{subject},
          "the proxy is up, but does not reach parleyd (" + status + ")",
          {"Does it run (systemctl status parleyd), and does it listen where proxy_pass leads? Its "
           "log says where it listens. If that is a Unix socket, the proxy's user must be allowed "
           "to write to it: unix_socket.group in parley.yaml. The proxy's error log has the "
           "reason."}};
}

Finding too_many(std::string_view subject, const HttpAnswer& answer) {
  return {Verdict::Failure,
          std::string{subject},
          "too many connections from this address (" + status_text(answer) + ")",
          {"If that happens at once, the daemon takes everybody for one client: the proxy's own "
           "address. It must pass on the client's, and be in trusted_proxies of parley.yaml:",
           "    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
           "Otherwise it is limits.* of parley.yaml, or limit_req and limit_conn of nginx."}};
}

Finding unavailable(std::string_view subject, const HttpAnswer& answer) {
  const std::string said = body_has(answer, "draining") ? "is about to stop" : "takes no one now";
  return {
      Verdict::Failure,
      std::string{subject},
      "the service " + said + " (" + status_text(answer) + ": " + excerpt(answer.body, 40) + ")",
      {"A daemon that is restarted answers so for some seconds; then try again. From a proxy it "
       "means that no server behind it is up; from the daemon otherwise that "
       "limits.connections of parley.yaml is reached."}};
}

Finding no_answer(const HttpAnswer& answer) {
  return upgrade_failed("no answer to the upgrade: " + answer.error,
                        {"Something on the way, a firewall or a proxy that does not know "
                         "WebSockets, swallows it: the answers before came through."});
}

}  // namespace

Finding judge_status(std::string_view subject, const HttpAnswer& answer) {
  if (answer.status == 429) return too_many(subject, answer);
  if (answer.status == 503) return unavailable(subject, answer);
  const bool is_gateway = answer.status == 502 || answer.status == 504 ||
                          (answer.status >= 520 && answer.status <= 527);  // of Cloudflare
  if (is_gateway) return gateway_failed(subject, answer);
  const std::string what =
      answer.status == 0 ? "no answer: " + answer.error : "answered " + status_text(answer);
  return {Verdict::Failure, std::string{subject}, what, {"The proxy's error log may say why."}};
}

Finding judge_upgrade(const HttpAnswer& answer, const Target& target) {
  if (answer.error.empty()) {
    return {Verdict::Ok, "upgrade", "a WebSocket for pages of " + target.origin(), {}};
  }
  switch (answer.status) {
    case 0:
      return no_answer(answer);
    case 101:
      return upgrade_failed(answer.error, with_upgrade_lines("Something between answers for the "
                                                             "daemon. The location needs:"));
    case 400:
    case 405:
    case 426:
      return not_passed_on(answer);
    case 200:
    case 204:
    case 304:
      return answered_with_page(answer);
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return redirected(answer);
    case 401:
      return upgrade_failed("a password is wanted (" + status_text(answer) + ")",
                            {"A page cannot give one with a WebSocket, and some browsers never do. "
                             "Take auth_basic away from the location of the sockets."});
    case 403:
      return origin_refused(answer, target);
    case 404:
      return location_missing(answer, target);
    case 505:
      return upgrade_failed("the server does not speak HTTP/1.1 (505)",
                            {"A WebSocket begins with HTTP/1.1: the proxy must speak it besides "
                             "HTTP/2."});
    default:
      return judge_status("upgrade", answer);
  }
}

Finding judge_foreign_origin(const HttpAnswer& answer, const std::string& origin) {
  if (answer.error.empty()) {
    return {Verdict::Warning,
            "origin",
            "pages of a foreign origin, " + origin + ", may connect",
            {"Any web page that somebody opens can then use this server from there. Either the "
             "proxy takes the Origin header away or writes one of its own, or `origins` in "
             "parley.yaml is too generous."}};
  }
  if (answer.status == 403) return {Verdict::Ok, "origin", "foreign origins are refused", {}};
  return {Verdict::Warning,
          "origin",
          "a foreign origin is answered " +
              (answer.status == 0 ? answer.error : status_text(answer)) + " instead of 403",
          {}};
}

}  // namespace parley::check
