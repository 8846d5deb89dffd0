// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Pages and static files, as a client sees them.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/http_client.hpp"
#include "support/memory/memory_server.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Optional;
using testing::StartsWith;

class SiteTest : public testing::Test {
 protected:
  SiteTest() {
    dir_.write("secret.txt", "secret");
    for (const auto& [name, content] : kFiles) dir_.write(std::string("web/") + name, content);
    std::filesystem::create_symlink(dir_.path() / "secret.txt", dir_.path() / "web/link.txt");
  }

  HttpResponse get(std::string_view target, const HttpClient::Headers& headers = {}) const {
    return http_get(server_->endpoint(), target, headers);
  }
  Endpoint port() const { return server_->endpoint(); }

  void SetUp() override {
    server_ = std::make_unique<MemoryServer>(MemoryServerOptions{.web_root = dir_.path() / "web"});
  }

  static constexpr std::pair<const char*, const char*> kFiles[] = {{"index.html", "start page"},
                                                                   {"room.html", "room page"},
                                                                   {"css/a.css", "a{}"},
                                                                   {"js/a.js", "let a;"},
                                                                   {"a.svg", "<svg/>"},
                                                                   {"a.json", "{}"},
                                                                   {"a.png", "png"},
                                                                   {"a.ico", "ico"},
                                                                   {"a.unheard-of", "?"}};
  TempDir dir_;
  std::unique_ptr<MemoryServer> server_;
};

TEST_F(SiteTest, ServesItsPages) {
  EXPECT_EQ(get("/").body, "start page");
  for (const char* target : {"/room/tea", "/chat/tea", "/room/te%61", "/room/tea?username=x"}) {
    const HttpResponse page = get(target);
    EXPECT_EQ(page.status, 200) << target;
    EXPECT_EQ(page.body, "room page") << target;
    EXPECT_THAT(page.header("content-type"), Optional(StartsWith("text/html"))) << target;
  }
}

TEST_F(SiteTest, ServesFilesWithTheirTypes) {
  for (const auto& [target, type] :
       std::vector<std::pair<std::string, std::string>>{{"/css/a.css", "text/css"},
                                                        {"/js/a.js", "text/javascript"},
                                                        {"/a.svg", "image/svg+xml"},
                                                        {"/a.json", "application/json"},
                                                        {"/a.png", "image/png"}}) {
    const HttpResponse file = get(target);
    EXPECT_EQ(file.status, 200) << target;
    EXPECT_THAT(file.header("content-type"), Optional(StartsWith(type))) << target;
  }
  EXPECT_EQ(get("/js/a.js?v=1").body, "let a;");
}

TEST_F(SiteTest, SendsSecurityHeadersWithEverything) {
  for (const char* target : {"/", "/room/tea", "/js/a.js", "/nothing", "/healthz"}) {
    const HttpResponse response = get(target);
    EXPECT_THAT(response.header("x-content-type-options"), Optional(std::string("nosniff")));
    EXPECT_THAT(response.header("content-security-policy"), Optional(HasSubstr("default-src")))
        << target;
    EXPECT_TRUE(response.header("referrer-policy")) << target;
  }
}

TEST_F(SiteTest, ForbidsFramesUnlessOriginsAreNamed) {
  const HttpResponse closed = get("/room/tea");
  EXPECT_THAT(closed.header("x-frame-options"), Optional(std::string("DENY")));
  EXPECT_THAT(closed.header("content-security-policy"),
              Optional(HasSubstr("frame-ancestors 'none';")));
  server_->set_settings({.embed_origins = {*net::parse_origin("https://app.example"),
                                           *net::parse_origin("http://b.example:3000")}});
  const HttpResponse open = get("/room/tea");
  EXPECT_FALSE(open.header("x-frame-options"));
  EXPECT_THAT(open.header("content-security-policy"),
              Optional(HasSubstr("frame-ancestors https://app.example http://b.example:3000;")));
}

TEST_F(SiteTest, ANewFramePolicyIsNotAnsweredWith304) {
  const auto etag = get("/room/tea").header("etag");
  ASSERT_TRUE(etag);
  server_->set_settings({.embed_origins = {*net::parse_origin("https://app.example")}});
  const HttpResponse changed = get("/room/tea", {"If-None-Match: " + *etag});
  EXPECT_EQ(changed.status, 200);
  const auto now = changed.header("etag");
  ASSERT_TRUE(now);
  EXPECT_EQ(get("/room/tea", {"If-None-Match: " + *now}).status, 304);
}

TEST_F(SiteTest, HeadIsGetWithoutTheBody) {
  HttpClient http(port());
  const HttpResponse got = http.get("/js/a.js");
  const HttpResponse head = http.request("HEAD", "/js/a.js");
  EXPECT_EQ(head.status, 200);
  for (const char* name : {"content-length", "content-type", "etag"}) {
    EXPECT_EQ(head.header(name), got.header(name)) << name;
  }
  EXPECT_EQ(http.request("HEAD", "/nothing").status, 404);
}

TEST_F(SiteTest, AnUnchangedFileIsNotSentAgain) {
  const auto etag = get("/js/a.js").header("etag");
  ASSERT_TRUE(etag);
  for (const std::string& value : {*etag, "\"x\", " + *etag, "W/" + *etag, std::string("*")}) {
    if (value.starts_with("W/W/")) continue;
    const HttpResponse response = get("/js/a.js", {"If-None-Match: " + value});
    EXPECT_EQ(response.status, 304) << value;
    EXPECT_EQ(response.header("etag"), etag);
  }
  EXPECT_EQ(get("/js/a.js", {"If-None-Match: \"other\""}).status, 200);
  dir_.write("web/js/a.js", "let other;");
  const HttpResponse changed = get("/js/a.js", {"If-None-Match: " + *etag});
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.body, "let other;");
}

TEST_F(SiteTest, ASlashBehindARoomIsRedirectedAway) {
  for (const auto& [target, location] : {std::pair{"/room/tea/", "../tea"},
                                         {"/chat/tea/?username=x&y", "../tea?username=x&y"},
                                         {"/room/Caf%C3%A9%20x/", "../Caf%C3%A9%20x"},
                                         {"/room/a:b/", "../a:b"}}) {
    const HttpResponse response = get(target);
    EXPECT_EQ(response.status, 308) << target;
    EXPECT_EQ(response.header("location"), location);
    EXPECT_EQ(response.body, "");
  }
  EXPECT_EQ(get("/room/a%2fb/").status, 400);
  EXPECT_EQ(get("/room/tea//").status, 404);
  EXPECT_EQ(get("/room/tea/ws/").status, 404);
}

TEST_F(SiteTest, BrowsersThatAskForFaviconIcoGetTheIcon) {
  EXPECT_EQ(get("/favicon.ico").status, 308);
  EXPECT_EQ(get("/favicon.ico").header("location"), "icon.svg");
}

TEST_F(SiteTest, WhatIsNotThereIs404) {
  for (const char* target : {"/nothing", "/css", "/css/", "/js/a.js/", "/room", "/room/a/b",
                             "/room/a/ws/b", "/rooms/a", "/healthz/x"}) {
    EXPECT_EQ(get(target).status, 404) << target;
  }
}

TEST_F(SiteTest, NoPathLeadsOutOfIt) {
  for (const char* target :
       {"/../secret.txt", "/css/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/css/%2e%2e/%2e%2e/secret.txt", "/%252e%252e/secret.txt", "/..%5csecret.txt",
        "//../secret.txt", "/link.txt", "/js/a.js%00.css", "/./../secret.txt"}) {
    const HttpResponse response = get(target);
    EXPECT_THAT(response.status, AnyOf(400, 403, 404)) << target;
    EXPECT_THAT(response.body, testing::Not(HasSubstr("secret"))) << target;
  }
}

TEST_F(SiteTest, OtherMethodsAre405) {
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"}) {
    const HttpResponse response = HttpClient(port()).request(method, "/");
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_THAT(response.header("allow"), Optional(HasSubstr("GET"))) << method;
  }
}

TEST_F(SiteTest, BadRequestsAre400AndTheEnd) {
  for (const std::string& request :
       {std::string("nonsense\r\n\r\n"), std::string("GET / HTTP/1.1\r\n\r\n"),
        http_request("GET", "/", {"Host: a", "Host: a"}),
        http_request("GET", "/", {"Content-Length: 1"}) + "x",
        http_request("GET", "/", {"Content-Length: -1"}),
        http_request("GET", "/", {"Transfer-Encoding: chunked"}) + "0\r\n\r\n",
        http_request("GET", "/", {"Content-Length: 0", "Transfer-Encoding: chunked"}),
        http_request("GET", "/room/a%20"), http_request("GET", "/room/a%2fb"),
        http_request("GET", "/%zz"), http_request("GET", "/", {"No colon"})}) {
    HttpClient http(port());
    http.send(request);
    EXPECT_EQ(http.read_response().status, 400) << request;
    http.expect_end();
  }
}

TEST_F(SiteTest, AnEmptyBodyIsNoOffence) {
  EXPECT_EQ(get("/", {"Content-Length: 0"}).status, 200);
}

TEST_F(SiteTest, TheSocketsAddressWithoutAnUpgradeIsRefused) {
  EXPECT_THAT(get("/room/tea/ws").status, AnyOf(400, 426));
}

TEST_F(SiteTest, AConnectionServesSeveralRequests) {
  HttpClient http(port());
  EXPECT_EQ(http.get("/").status, 200);
  EXPECT_EQ(http.get("/js/a.js", {"If-None-Match: *"}).status, 304);
  EXPECT_EQ(http.get("/room/tea").status, 200);
  http.send(http_request("GET", "/") + http_request("GET", "/a.json"));
  EXPECT_EQ(http.read_response().body, "start page");
  EXPECT_EQ(http.read_response().body, "{}");
  EXPECT_EQ(http.get("/", {"Connection: close"}).status, 200);
  http.expect_end();
}

TEST_F(SiteTest, TellsThatItIsAliveAndReady) {
  for (const char* target : {"/healthz", "/readyz"}) {
    const HttpResponse response = get(target);
    EXPECT_EQ(response.status, 200) << target;
    EXPECT_THAT(response.header("cache-control"), Optional(HasSubstr("no-store"))) << target;
  }
}

TEST(ParleysOwnSite, HasItsPagesWithAssetsRelativeToThem) {
  MemoryServer server({.web_root = PARLEY_SOURCE_DIR "/web"});
  for (const auto& [target, up] :
       {std::pair<const char*, std::string>{"/", ""}, {"/room/tea", "../"}}) {
    const HttpResponse page = http_get(server.endpoint(), target);
    ASSERT_EQ(page.status, 200) << target;
    int assets = 0;
    for (const std::string attribute : {"src=\"", "href=\""}) {
      for (std::size_t at = page.body.find(attribute); at != page.body.npos;
           at = page.body.find(attribute, at + 1)) {
        const std::size_t begin = at + attribute.size();
        const std::string url =
            page.body.substr(begin, page.body.find_first_of("\"#", begin) - begin);
        EXPECT_THAT(url, testing::Not(StartsWith("/"))) << "not below a path";
        ASSERT_THAT(url, StartsWith(up));
        EXPECT_EQ(http_get(server.endpoint(), '/' + url.substr(up.size())).status, 200) << url;
        ++assets;
      }
    }
    EXPECT_GT(assets, 0) << target;
  }
}

}  // namespace
}  // namespace parley::test
