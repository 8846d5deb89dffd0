// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/origin.hpp"

#include <gtest/gtest.h>

namespace parley::net {
namespace {

TEST(ParseOrigin, FillsInTheDefaultPortAndLowersTheCase) {
  EXPECT_EQ(parse_origin("http://example.org"), (Origin{"http", "example.org", 80}));
  EXPECT_EQ(parse_origin("HTTPS://Example.ORG"), (Origin{"https", "example.org", 443}));
  EXPECT_EQ(parse_origin("https://example.org:8443"), (Origin{"https", "example.org", 8443}));
  EXPECT_EQ(parse_origin("http://127.0.0.1:1"), (Origin{"http", "127.0.0.1", 1}));
  EXPECT_EQ(parse_origin("http://[::1]"), (Origin{"http", "[::1]", 80}));
  EXPECT_EQ(parse_origin("http://[::1]:65535"), (Origin{"http", "[::1]", 65535}));
  EXPECT_EQ(parse_origin("null"), Origin{});
}

TEST(ParseOrigin, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "example.org",
                           "//example.org",
                           "ftp://example.org",
                           "file://",
                           "http://",
                           "http://example.org/",
                           "http://example.org/x",
                           "http://example.org?x",
                           "http://a@example.org",
                           "http://example.org:",
                           "http://example.org:0",
                           "http://example.org:65536",
                           "http://example.org:-1",
                           "http://example.org:+1",
                           "http://example.org:80x",
                           "http://example.org:80:80",
                           "http://:80",
                           "http://exa mple.org",
                           " http://example.org",
                           "http://example.org ",
                           "http://a,http://b",
                           "http://b\xc3\xbc"
                           "cher.example",
                           "Null",
                           "NULL"}) {
    EXPECT_EQ(parse_origin(text), std::nullopt) << text;
  }
}

TEST(ParseOrigin, IsUndoneByToString) {
  for (const char* text : {"null", "http://example.org", "https://example.org", "https://a:80",
                           "http://a:443", "http://[::1]:8080"}) {
    const auto origin = parse_origin(text);
    ASSERT_TRUE(origin) << text;
    EXPECT_EQ(origin->to_string(), text);
  }
}

TEST(OriginAllowed, IfThereIsNone) {
  EXPECT_TRUE(is_origin_allowed(std::nullopt, {"a"}, {}));
}

TEST(OriginAllowed, IfHostAndPortAreTheServers) {
  EXPECT_TRUE(is_origin_allowed("http://example.org", {"example.org"}, {}));
  EXPECT_TRUE(is_origin_allowed("http://example.org", {"Example.org:80"}, {}));
  EXPECT_TRUE(is_origin_allowed("https://example.org", {"example.org"}, {}));
  EXPECT_TRUE(is_origin_allowed("https://example.org", {"example.org:443"}, {}));
  EXPECT_TRUE(is_origin_allowed("https://example.org:443", {"example.org"}, {}));
  EXPECT_TRUE(is_origin_allowed("http://localhost:8080", {"localhost:8080"}, {}));
  EXPECT_TRUE(is_origin_allowed("http://[::1]:8080", {"[::1]:8080"}, {}));
}

TEST(OriginAllowed, NotIfOnlyAPartIs) {
  for (const char* origin :
       {"http://example.org.evil.test", "http://evil-example.org", "http://evil.test/example.org",
        "http://sub.example.org", "http://example.or", "http://example.org:81",
        "https://example.org", "http://example.org.", "http://evil.test", "", "null", "*",
        "http://example.org@evil.test", "http://example.org, http://evil.test"}) {
    EXPECT_FALSE(is_origin_allowed(origin, {"example.org:80"}, {})) << origin;
  }
}

TEST(OriginAllowed, NotIfTheHostHeaderIsUnusable) {
  EXPECT_FALSE(is_origin_allowed("http://example.org", {""}, {}));
  EXPECT_FALSE(is_origin_allowed("http://example.org", {"example.org:"}, {}));
  EXPECT_FALSE(is_origin_allowed("http://example.org", {"example.org:80:80"}, {}));
}

TEST(OriginAllowed, OnAnyPortIfAProxyTellsNone) {
  const ServerName dropped{.host = "example.org", .is_told_by_proxy = true};
  for (const char* origin : {"https://example.org", "http://example.org",
                             "https://example.org:3001", "http://example.org:8080"}) {
    EXPECT_TRUE(is_origin_allowed(origin, dropped, {})) << origin;
  }
  for (const char* origin : {"https://evil.test:3001", "https://sub.example.org", "null"}) {
    EXPECT_FALSE(is_origin_allowed(origin, dropped, {})) << origin;
  }
}

TEST(OriginAllowed, OnThePortThatAProxyTells) {
  const ServerName with_port{.host = "example.org:3001", .is_told_by_proxy = true};
  const ServerName beside{.host = "example.org", .port = "3001", .is_told_by_proxy = true};
  const ServerName both{.host = "example.org:3001", .port = "80", .is_told_by_proxy = true};
  for (const ServerName& server : {with_port, beside, both}) {
    EXPECT_TRUE(is_origin_allowed("https://example.org:3001", server, {}));
    EXPECT_FALSE(is_origin_allowed("https://example.org", server, {}));
  }
  const ServerName unusable{.host = "example.org", .port = "none", .is_told_by_proxy = true};
  EXPECT_TRUE(is_origin_allowed("https://example.org:3001", unusable, {}));
}

TEST(OriginAllowed, IfListedWithItsScheme) {
  const std::vector<Origin> allowed{{"https", "app.example", 443}, {"http", "dev.example", 3000}};
  EXPECT_TRUE(is_origin_allowed("https://app.example", {"rtc.example"}, allowed));
  EXPECT_TRUE(is_origin_allowed("https://APP.example:443", {"rtc.example"}, allowed));
  EXPECT_TRUE(is_origin_allowed("http://dev.example:3000", {"rtc.example"}, allowed));
  EXPECT_FALSE(is_origin_allowed("http://app.example", {"rtc.example"}, allowed));
  EXPECT_FALSE(is_origin_allowed("https://app.example:444", {"rtc.example"}, allowed));
  EXPECT_FALSE(is_origin_allowed("https://x.app.example", {"rtc.example"}, allowed));
  EXPECT_TRUE(is_origin_allowed("https://rtc.example", {"rtc.example"}, allowed));
}

TEST(OriginAllowed, OpaqueOnlyIfListed) {
  EXPECT_FALSE(is_origin_allowed("null", {"null"}, {}));
  EXPECT_TRUE(is_origin_allowed("null", {"rtc.example"}, {Origin{}}));
}

}  // namespace
}  // namespace parley::net
