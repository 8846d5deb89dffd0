// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/parley-check.md: what the check says about a server that works, and about proxies that do
// not.
#include "support/parley_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/parleyd_process.hpp"
#include "support/stand_in_proxy.hpp"

namespace parley::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string url_of(std::uint16_t port, const std::string& path = {}) {
  return "http://127.0.0.1:" + std::to_string(port) + path;
}

std::uint16_t unused_port() {
  return StandInProxy({}, {}).port();
}

class ParleyCheck : public testing::Test {
 protected:
  static ParleydOptions options(std::string config = {}) {
    return {.config = std::move(config), .web_root = PARLEY_SOURCE_DIR "/web"};
  }

  CheckRun run_behind(ProxyFaults faults, const std::vector<std::string>& more = {}) {
    const StandInProxy proxy({daemon_.port()}, std::move(faults));
    std::vector<std::string> arguments{url_of(proxy.port()), "--timeout", "5"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_parley_check(arguments);
  }

  /// The proxy answers every upgrade with that.
  CheckRun run_with_upgrades_answered(const std::string& answer) {
    return run_behind({.on_request = [answer](std::string& head) {
      const bool is_upgrade = head.find("Upgrade: websocket") != std::string::npos;
      return is_upgrade ? std::optional(answer) : std::nullopt;
    }});
  }

  ParleydProcess daemon_{options()};
};

TEST_F(ParleyCheck, FindsNothingWrongWithAServerThatWorks) {
  for (const char* path : {"", "/", "/room/tea", "/room/tea/ws", "/chat/tea/ws?username=x"}) {
    const CheckRun run = run_parley_check({url_of(daemon_.port(), path)});
    EXPECT_EQ(run.exit_code, 0) << run.output;
    EXPECT_THAT(run.output, Not(HasSubstr("FAIL"))) << path;
    for (const char* subject :
         {"name", "tcp", "healthz", "readyz", "page", "upgrade", "origin", "room", "relay"}) {
      EXPECT_THAT(run.finding("ok", subject), Not(IsEmpty())) << subject << run.output;
    }
    EXPECT_THAT(run.finding("ok", "size"), HasSubstr("1009"));
    EXPECT_THAT(run.finding("warn", "ice"), HasSubstr("ice_servers"));
  }
  EXPECT_FALSE(daemon_.log_has("tea"));
}

TEST_F(ParleyCheck, PrintsJsonIfAsked) {
  const CheckRun run = run_parley_check({url_of(daemon_.port()), "--json"});
  EXPECT_EQ(run.exit_code, 0);
  const auto json = nlohmann::json::parse(run.output);
  EXPECT_EQ(json["ok"], true);
  EXPECT_EQ(json["findings"][0]["verdict"], "ok");
  EXPECT_EQ(json["findings"][0]["subject"], "name");
}

TEST_F(ParleyCheck, UsageErrorsAre64) {
  for (const std::string url : {"ftp://example.org", "example.org", "https://", "http://h:0",
                                "https://example.org/parley/room/x/y", "http://h/room/a%2fb"}) {
    EXPECT_EQ(run_parley_check({url}).exit_code, 64) << url;
  }
  EXPECT_EQ(run_parley_check({}).exit_code, 64);
  EXPECT_EQ(run_parley_check({"http://h", "--timeout", "0"}).exit_code, 64);
  EXPECT_EQ(run_parley_check({"--version"}).exit_code, 0);
}

TEST_F(ParleyCheck, SaysThatNothingListens) {
  const CheckRun run = run_parley_check({url_of(unused_port())});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "tcp"), HasSubstr("nothing listens"));
}

TEST_F(ParleyCheck, SaysThatANameDoesNotResolve) {
  // RFC 6761: never a name. Without any name server the words are others, and as right.
  const CheckRun run = run_parley_check({"http://parley.invalid", "--timeout", "2"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "name"), HasSubstr("parley.invalid"));
}

TEST_F(ParleyCheck, SaysThatTheUpgradeIsNotPassedOn) {
  const CheckRun run = run_behind({.on_request = [](std::string& head) {
    remove_header(head, "Upgrade");
    remove_header(head, "Connection");
    return std::nullopt;
  }});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "upgrade"), HasSubstr("proxy_set_header Upgrade $http_upgrade;"));
  EXPECT_THAT(run.finding("FAIL", "upgrade"), HasSubstr("426"));
}

TEST_F(ParleyCheck, SaysThatAPageAnswersForTheSocket) {
  const CheckRun run = run_with_upgrades_answered(http_response("200 OK", "<!doctype html>"));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "upgrade"), HasSubstr("with a page"));
}

TEST_F(ParleyCheck, SaysThatTheDaemonIsDownBehindTheProxy) {
  const StandInProxy proxy({}, {.on_request = [](std::string&) {
                             return http_response("502 Bad Gateway", "<h1>502</h1>",
                                                  "Server: nginx\r\n");
                           }});
  const CheckRun run = run_parley_check({url_of(proxy.port())});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "healthz"), HasSubstr("systemctl status parleyd"));
  for (const char* subject : {"healthz", "page", "upgrade"}) {
    EXPECT_THAT(run.finding("FAIL", subject), HasSubstr("502 from nginx")) << subject;
  }
}

TEST_F(ParleyCheck, SaysWhatEachStatusOfAnUpgradeMeans) {
  const std::pair<const char*, const char*> cases[] = {
      {"502 Bad Gateway", "does not reach parleyd"},
      {"504 Gateway Timeout", "does not answer"},
      {"404 Not Found", "the location changes it"},
      {"403 Forbidden", "not by parleyd"},
      {"401 Unauthorized", "auth_basic"},
      {"301 Moved Permanently", "do not follow redirections"},
      {"429 Too Many Requests", "says the proxy"},
      {"503 Service Unavailable", "not from parleyd"},
      {"101 Switching Protocols", "is not that of a WebSocket server"}};
  for (const auto& [status, words] : cases) {
    const CheckRun run = run_with_upgrades_answered(http_response(status, ""));
    EXPECT_EQ(run.exit_code, 1) << status;
    EXPECT_THAT(run.finding("FAIL", "upgrade"), HasSubstr(words)) << status;
  }
}

TEST_F(ParleyCheck, SaysThatTheUpgradeIsSwallowed) {
  const CheckRun run = run_with_upgrades_answered("");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "upgrade"), HasSubstr("no answer to the upgrade"));
}

TEST_F(ParleyCheck, SaysThatTheProxyChangesTheHost) {
  const CheckRun run = run_behind({.on_request = [](std::string& head) {
    remove_header(head, "Host");
    head.insert(head.find("\r\n"), "\r\nHost: backend");
    return std::nullopt;
  }});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "upgrade"), HasSubstr("proxy_set_header Host $http_host;"));
}

TEST_F(ParleyCheck, WarnsOfForeignOrigins) {
  const CheckRun run = run_behind({.on_request = [](std::string& head) {
    remove_header(head, "Origin");
    return std::nullopt;
  }});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.finding("warn", "origin"), HasSubstr("may connect"));
}

TEST_F(ParleyCheck, SaysThatTheRoomIsSpreadOverProcesses) {
  const ParleydProcess other(options());
  const StandInProxy proxy({daemon_.port(), other.port()}, {});
  const CheckRun run = run_parley_check({url_of(proxy.port())});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "room"), HasSubstr("hash $parley_room consistent"));
}

TEST_F(ParleyCheck, SaysAfterWhichSilenceTheConnectionIsCut) {
  const CheckRun run = run_behind({.silence = std::chrono::milliseconds{1500}}, {"--idle", "20"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "idle"),
              testing::ContainsRegex("after [12]\\.[0-9] s of silence"));
  EXPECT_THAT(run.finding("FAIL", "idle"), HasSubstr("proxy_read_timeout"));
}

TEST_F(ParleyCheck, TheHeartbeatKeepsSilentConnections) {
  const ParleydProcess lively(options("heartbeat: {interval: 200ms}"));
  const StandInProxy proxy({lively.port()}, {.silence = std::chrono::milliseconds{1500}});
  const CheckRun run = run_parley_check({url_of(proxy.port()), "--idle", "2.5"});
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.finding("ok", "idle"), HasSubstr("2.5 s"));
}

TEST_F(ParleyCheck, WarnsOfASmallerLimit) {
  const ParleydProcess small(options("limits: {message_bytes: 16KiB}"));
  const CheckRun run = run_parley_check({url_of(small.port())});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.finding("warn", "size"), HasSubstr("limits.message_bytes"));
  const CheckRun cut = run_behind({.most_bytes = 32 * 1024});
  EXPECT_THAT(cut.finding("warn", "size"), HasSubstr("without a Close frame")) << cut.output;
}

TEST_F(ParleyCheck, SaysThatOnlyHttp2IsSpoken) {
  const std::string settings("\0\0\0\4\0\0\0\0\0", 9);
  const StandInProxy proxy({}, {.on_request = [&](std::string&) { return settings; }});
  const CheckRun run = run_parley_check({url_of(proxy.port())});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "http"), HasSubstr("only HTTP/2"));
}

TEST_F(ParleyCheck, SaysThatWhatListensDoesNotSpeakHttp) {
  const StandInProxy proxy({}, {.on_request = [](std::string&) { return "220 mail ready\r\n"; }});
  const CheckRun run = run_parley_check({url_of(proxy.port())});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.finding("FAIL", "http"), HasSubstr("does not speak HTTP"));
}

TEST_F(ParleyCheck, PrintsNothingThatATerminalWouldObey) {
  const CheckRun run = run_with_upgrades_answered(
      http_response("301 Moved Permanently", "", "Location: \x1b[2J\xff\r\n"));
  EXPECT_THAT(run.output, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace parley::test
