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
  return {std::move(first),
          "    proxy_http_version 1.1;",
          "    proxy_set_header Upgrade $http_upgrade;",
          "    proxy_set_header Connection \"upgrade\";",
          "In Apache (2.4.47 or newer) the line is:",
          "    ProxyPass /room/ http://127.0.0.1:8080/room/ upgrade=websocket",
          "A CDN in front may have its own switch for WebSockets."};
}

Finding not_passed_on(const HttpAnswer& answer) {
  return upgrade_failed(
      "the request arrived, but without its upgrade to a WebSocket (" + status_text(answer) + ")",
      with_upgrade_lines("The proxy removes the Upgrade and Connection headers, or speaks HTTP/1.0 "
                         "to the daemon. In nginx, the location of the WebSockets lacks:"));
}

Finding answered_with_page(const HttpAnswer& answer) {
  return upgrade_failed(
      "answered with a page (" + status_text(answer) + ") instead of a WebSocket",
      with_upgrade_lines(
          "Something in front of the daemon, such as a folder of files or another location, "
          "answers "
          "on the path of the WebSocket. The location that proxies it must take precedence; in "
          "nginx, use a regular expression, location ~ ^/(room|chat)/[^/]+/ws$, with proxy_pass to "
          "the daemon and:"));
}

Finding redirected(const HttpAnswer& answer) {
  return upgrade_failed(
      "redirected to " + excerpt(answer.header("location")) + " (" + status_text(answer) + ")",
      {"Browsers do not follow redirections of a WebSocket. Check the address that it leads to. If "
       "that is the public address of the server, use it in links and bookmarks, too."});
}

Finding malformed(const HttpAnswer& answer) {
  return upgrade_failed("the daemon takes the request for malformed (" + status_text(answer) +
                            ": " + excerpt(answer.body, 60) + ")",
                        {"The proxy changes the request: look for lines that set or repeat Host, "
                         "Content-Length or Sec-WebSocket-* headers, or that rewrite the path."});
}

Finding origin_refused(const HttpAnswer& answer, const Target& target) {
  const std::string origin = target.origin();
  if (!body_has(answer, "pages of this origin may not connect")) {
    return upgrade_failed("refused (" + status_text(answer) + "), but not by parleyd",
                          {"The proxy, or a firewall in it, forbids the path. Look for deny, allow "
                           "and auth lines, and read the proxy's error log."});
  }
  return upgrade_failed(
      "the daemon refuses pages of its own public origin, " + origin + " (403)",
      {"It compares the origin with the Host header, which the proxy has changed. In nginx, the "
       "location of the WebSockets lacks:",
       "    proxy_set_header Host $http_host;",
       "Or let the proxy tell the public name in X-Forwarded-Host or Forwarded, and list the proxy "
       "in trusted_proxies of parley.yaml. The daemon's log says what it has compared: "
       "event=upgrade-refused.",
       "Or list the origin in parley.yaml:", "    origins: [\"" + origin + "\"]"});
}

Finding location_missing(const HttpAnswer& answer, const Target& target) {
  if (body_has(answer, "no WebSocket here")) {
    return upgrade_failed("the daemon was asked for another path than " + target.socket_path() +
                              " (" + status_text(answer) + ")",
                          {"The proxy changes the path: proxy_pass must name no path (proxy_pass "
                           "http://127.0.0.1:8080; without a slash at the end)."});
  }
  return upgrade_failed(
      target.socket_path() + " does not exist (" + status_text(answer) + ")",
      with_upgrade_lines(
          "Either no location of the proxy matches the path, or the location changes it: "
          "proxy_pass must name no path (proxy_pass http://127.0.0.1:8080; without a slash at the "
          "end). The location needs:"));
}

Finding gateway_failed(std::string_view subject, const HttpAnswer& answer) {
  const std::string status = status_text(answer);
  if (answer.status == 504) {
    return {
        Verdict::Failure,
        std::string{subject},
        "the proxy is up, but the server behind it does not answer (" + status + ")",
        {"Is the address in proxy_pass right? A firewall between the two, or a stopped process, "
         "also looks like this."}};
  }
  return {Verdict::Failure,
          std::string{subject},
          "the proxy is up, but does not reach parleyd (" + status + ")",
          {"Is parleyd running (systemctl status parleyd), and does it listen on the address in "
           "proxy_pass? Its log names the addresses. If that is a Unix socket, the proxy's user "
           "must be allowed to write to it: unix_socket.group in parley.yaml. The proxy's error "
           "log has the reason."}};
}

Finding too_many(std::string_view subject, const HttpAnswer& answer) {
  const auto finding = [&](std::string_view what, Advice advice) {
    return Finding{Verdict::Failure, std::string{subject},
                   std::string{what} + " (" + status_text(answer) + ")", std::move(advice)};
  };
  const std::string again = "Try again in a few seconds.";
  if (body_has(answer, "sessions are resumed too fast")) {
    return finding("one session, or the sessions of one address, are resumed too fast", {again});
  }
  if (body_has(answer, "the server gets new connections too fast")) {
    return finding("the daemon gets more new connections than it accepts in a second",
                   {again + " If it happens often, raise limits.new_connections_per_second in "
                            "parley.yaml."});
  }
  const bool is_of_daemon = body_has(answer, "from this address");
  if (!is_of_daemon) {
    return finding("too many connections from this address, says the proxy and not parleyd",
                   {again + " If it happens often, raise limit_req and limit_conn in nginx, or the "
                            "limits of the proxy that you use."});
  }
  const bool is_rate = body_has(answer, "come too fast");
  return finding(
      is_rate ? "new connections from this address come too fast"
              : "too many connections from this address",
      {"If this happens right away, the daemon sees every client at the address of the proxy. "
       "The proxy must pass on the client's address, and be in trusted_proxies of parley.yaml:",
       "    proxy_set_header X-Forwarded-For $remote_addr;",
       is_rate ? again + " Or raise limits.new_connections_per_address_per_second and "
                         "limits.new_connections_per_address_burst in parley.yaml."
               : "Otherwise close some, or raise limits.connections_per_address in parley.yaml."});
}

Finding unavailable(std::string_view subject, const HttpAnswer& answer) {
  const auto finding = [&](std::string_view what, std::string advice) {
    return Finding{
        Verdict::Failure,
        std::string{subject},
        std::string{what} + " (" + status_text(answer) + ": " + excerpt(answer.body, 40) + ")",
        {std::move(advice)}};
  };
  if (body_has(answer, "draining")) {
    return finding("the service is about to stop",
                   "A daemon that restarts answers like this for some seconds: try again.");
  }
  if (body_has(answer, "the server is full")) {
    return finding("the daemon has as many connections as it accepts",
                   "Raise limits.connections in parley.yaml, and LimitNOFILE of the service with "
                   "it, or wait until people have left.");
  }
  return finding("the service accepts no clients now",
                 "This answer is not from parleyd: no server behind the proxy is up, or the proxy "
                 "has reached a limit of its own. The proxy's error log has the reason.");
}

Finding no_answer(const HttpAnswer& answer) {
  return upgrade_failed(
      "no answer to the upgrade: " + answer.error,
      {"Other requests get an answer. Something on the way, such as a firewall or a proxy that "
       "does not know WebSockets, drops this one."});
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
      return upgrade_failed(
          answer.error, with_upgrade_lines("Something on the way answers instead of the daemon. "
                                           "The location needs:"));
    case 400:
      return body_has(answer, "Upgrade") || answer.body.empty() ? not_passed_on(answer)
                                                                : malformed(answer);
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
      return upgrade_failed("the proxy asks for a password (" + status_text(answer) + ")",
                            {"A page cannot send one with a WebSocket, and some browsers never do. "
                             "Remove auth_basic from the location of the WebSockets."});
    case 403:
      return origin_refused(answer, target);
    case 404:
      return location_missing(answer, target);
    case 505:
      return upgrade_failed("the server does not speak HTTP/1.1 (505)",
                            {"A WebSocket begins with HTTP/1.1. The proxy must speak it as well as "
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
            {"Any web page can then use this server from the browsers of its visitors. Either the "
             "proxy removes or replaces the Origin header, or `origins` in parley.yaml is too "
             "generous."}};
  }
  if (answer.status == 403) return {Verdict::Ok, "origin", "foreign origins are refused", {}};
  return {Verdict::Warning,
          "origin",
          "the response to a foreign origin is not 403 but: " +
              (answer.status == 0 ? answer.error : status_text(answer)),
          {}};
}

}  // namespace parley::check
