// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/error_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/http_client.hpp"
#include "support/memory/memory_server.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::Optional;
using testing::StartsWith;

constexpr const char* kBrowser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

class ErrorPageTest : public testing::Test {
 protected:
  HttpResponse get(std::string_view target, const HttpClient::Headers& headers = {kBrowser}) const {
    return http_get(server_.endpoint(), target, headers);
  }
  mutable MemoryServer server_;
};

TEST_F(ErrorPageTest, ABrowserGetsAPageWithTheSameStatus) {
  for (const auto& [target, status, words] :
       {std::tuple{"/nothing", 404, "There is no such page"},
        std::tuple{"/room/a%2fb", 400, "a room that cannot exist"},
        std::tuple{"/%zz", 400, "This address does not work"},
        std::tuple{"/room/tea/ws", 426, "remove /ws"}}) {
    const HttpResponse plain = get(target, {"Accept: */*"});
    const HttpResponse page = get(target);
    EXPECT_EQ(plain.status, status) << target;
    EXPECT_THAT(plain.header("content-type"), Optional(StartsWith("text/plain"))) << target;
    EXPECT_EQ(page.status, status) << target;
    EXPECT_THAT(page.header("content-type"), Optional(StartsWith("text/html"))) << target;
    EXPECT_THAT(page.body, HasSubstr(words)) << target;
    const std::string line = plain.body.substr(0, plain.body.size() - 1);
    EXPECT_THAT(page.body, HasSubstr(std::to_string(status) + ": " + line)) << target;
    for (const char* same : {"cache-control", "content-security-policy", "connection"}) {
      EXPECT_EQ(page.header(same), plain.header(same)) << target << ' ' << same;
    }
  }
}

TEST_F(ErrorPageTest, ItsAddressesAreRelativeToTheRoot) {
  for (const auto& [target, root] :
       {std::pair{"/nothing", "./"}, std::pair{"/css/nothing", "../"},
        std::pair{"/room/a/b/c?d=/e/f", "../../../"}, std::pair{"http://example.org/a/b", "../"},
        std::pair{"*", "./"}}) {
    const HttpResponse page = get(target);
    for (const char* end : {"css/base.css\"", "css/error.css\"", "icon.svg\"", "\">Start page"}) {
      EXPECT_THAT(page.body, HasSubstr("=\"" + std::string{root} + end)) << target;
    }
  }
}

TEST_F(ErrorPageTest, ContainsNothingOfTheRequest) {
  EXPECT_THAT(get("/<b>'\"&bold?<i>").body,
              Not(testing::AnyOf(HasSubstr("bold"), HasSubstr("<i>"))));
}

TEST_F(ErrorPageTest, RefusedRequestsHaveOneToo) {
  HttpClient http(server_.endpoint());
  const HttpResponse page = http.request("POST", "/room/tea", {kBrowser});
  EXPECT_EQ(page.status, 405);
  EXPECT_EQ(page.header("allow"), "GET, HEAD");
  EXPECT_THAT(page.body, HasSubstr("Nothing can be sent to this address"));
}

TEST_F(ErrorPageTest, MayBeFramedByTheSamePagesAsTheOthers) {
  EXPECT_EQ(get("/nothing").header("x-frame-options"), "DENY");
  server_.set_settings({.embed_origins = {*net::parse_origin("https://app.example")}});
  HttpClient http(server_.endpoint());
  for (const HttpResponse& page :
       {get("/nothing"), http.request("POST", "/room/tea", {kBrowser})}) {
    EXPECT_FALSE(page.header("x-frame-options")) << page.status;
    EXPECT_THAT(page.header("content-security-policy"),
                Optional(HasSubstr("frame-ancestors https://app.example;")))
        << page.status;
  }
}

TEST_F(ErrorPageTest, HeadHasTheLengthOfThePage) {
  HttpClient http(server_.endpoint());
  const HttpResponse head = http.request("HEAD", "/nothing", {kBrowser});
  EXPECT_EQ(head.header("content-length"), std::to_string(get("/nothing").body.size()));
  EXPECT_EQ(head.body, "");
}

TEST_F(ErrorPageTest, ProbesStayPlain) {
  EXPECT_EQ(get("/healthz").body, "ok\n");
  EXPECT_EQ(get("/readyz").body, "ready\n");
}

TEST_F(ErrorPageTest, ParleysOwnSiteHasWhatItLinks) {
  MemoryServer server({.web_root = PARLEY_SOURCE_DIR "/web"});
  EXPECT_THAT(get("/").body, HasSubstr("css/error.css"));
  for (const char* target : {"/", "/icon.svg", "/css/error.css", "/css/base.css"}) {
    EXPECT_EQ(http_get(server.endpoint(), target).status, 200) << target;
  }
}

TEST(AcceptsHtml, OnlyIfItIsNamedWithAWeight) {
  const auto accepts = [](std::string_view accept) {
    net::HttpRequest request;
    request.insert(net::http::field::accept, {accept.data(), accept.size()});
    return net::accepts_html(request);
  };
  for (const char* yes : {"text/html", "TEXT/HTML", "text/plain, text/html", "text/html;q=0.1",
                          " text/html ; level=1;q=1 ,", ",,text/html", "text/html;q=0.001"}) {
    EXPECT_TRUE(accepts(yes)) << yes;
  }
  for (const char* no : {"", "*/*", "text/*", "text/html;q=0", "text/html; q=0.000", "text/htmlx",
                         "text/html;Q=0", "application/json", ";text/html", "xtext/html"}) {
    EXPECT_FALSE(accepts(no)) << no;
  }
  EXPECT_FALSE(net::accepts_html({}));
}

TEST(AcceptsHtml, ReadsEveryLine) {
  net::HttpRequest request;
  request.insert(net::http::field::accept, "image/png");
  request.insert(net::http::field::accept, "text/html");
  EXPECT_TRUE(net::accepts_html(request));
}

TEST(ErrorPage, AnyStatusHasWords) {
  for (const int status : {400, 403, 404, 405, 426, 429, 431, 500, 503}) {
    const auto page = net::error_page(static_cast<net::http::status>(status), "why", "../");
    EXPECT_THAT(page, HasSubstr("<h1>")) << status;
    EXPECT_THAT(page, HasSubstr(std::to_string(status) + ": why")) << status;
  }
}

}  // namespace
}  // namespace parley::test
