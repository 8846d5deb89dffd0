// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// A server below a path that no proxy removes.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/http/route.hpp"
#include "parley/net/connection/settings.hpp"
#include "support/http_client.hpp"
#include "support/memory/memory_server.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {
namespace {

using net::find_route;
using net::relative_root;
using net::RouteKind;
using testing::HasSubstr;

TEST(BasePath, IsRemovedBeforeTheRouteIsFound) {
  for (const std::string target :
       {"/", "/room/tea", "/room/tea/", "/chat/a%20b/ws?username=x", "/css/base.css", "/room/%zz",
        "/favicon.ico?x", "/healthz", "/readyz", "/nothing/here"}) {
    const net::Route at_root = find_route(target);
    for (const std::string base : {"/parley", "/a/b"}) {
      for (const std::string authority : {"", "http://example.org"}) {
        const std::string whole = authority + base + target;
        const net::Route route = find_route(whole, base);
        EXPECT_EQ(route.kind, at_root.kind) << whole;
        EXPECT_EQ(route.path, at_root.path) << whole;
        EXPECT_EQ(route.room_id, at_root.room_id) << whole;
        EXPECT_EQ(route.query, at_root.query) << whole;
        EXPECT_EQ(route.location, at_root.location) << whole;
      }
    }
  }
}

TEST(BasePath, WithoutItsSlashIsRedirected) {
  for (const auto& [target, base, location] :
       {std::tuple{"/parley", "/parley", "parley/"}, std::tuple{"/a/b?x=1", "/a/b", "b/?x=1"}}) {
    const net::Route route = find_route(target, base);
    EXPECT_EQ(route.kind, RouteKind::Redirect);
    EXPECT_EQ(route.location, location);
  }
}

TEST(BasePath, OutsideItAreOnlyTheProbes) {
  for (const char* target : {"/", "/room/tea", "/room/tea/ws", "/favicon.ico", "/css/base.css",
                             "/parleyroom/tea", "/Parley/room/tea", "/par%6cey/", "/room/%zz"}) {
    const net::Route route = find_route(target, "/parley");
    EXPECT_EQ(route.kind, RouteKind::File) << target;
    EXPECT_EQ(route.path, "") << target;
  }
  EXPECT_EQ(find_route("/healthz", "/parley").kind, RouteKind::Health);
  EXPECT_EQ(find_route("/readyz", "/parley").kind, RouteKind::Ready);
}

TEST(BasePath, TheRootIsTheStartPageBelowIt) {
  for (const auto& [target, root] : {std::pair{"/parley/", "./"},
                                     {"/parley/x?a/b", "./"},
                                     {"/parley/room/x", "../"},
                                     {"/parley", "parley/"},
                                     {"/x", "parley/"},
                                     {"/x/y", "../parley/"},
                                     {"http://example.org/parley/x/y/z", "../../"}}) {
    EXPECT_EQ(relative_root(target, "/parley"), root) << target;
  }
}

TEST(BasePath, TheServerIsBelowItAndFollowsAReload) {
  TempDir dir;
  dir.write("index.html", "start page");
  dir.write("room.html", "room page");
  net::Settings settings;
  settings.base_path = "/parley";
  MemoryServer server({.net = settings, .web_root = dir.path()});
  const auto get = [&](std::string_view target) { return http_get(server.endpoint(), target); };
  EXPECT_EQ(get("/parley/").body, "start page");
  EXPECT_EQ(get("/parley/room/tea").body, "room page");
  EXPECT_EQ(get("/parley/room/tea/ws").status, 426);
  EXPECT_EQ(get("/parley").header("location"), "parley/");
  EXPECT_EQ(get("/parley/healthz").body, "ok\n");
  for (const char* target : {"/", "/room/tea", "/room/tea/ws"}) {
    EXPECT_EQ(get(target).status, 404) << target;
  }
  const HttpResponse page = http_get(server.endpoint(), "/room/tea", {"Accept: text/html"});
  EXPECT_THAT(page.body, HasSubstr("href=\"../parley/\">Start page"));

  settings.base_path = "";
  server.set_settings(settings);
  EXPECT_EQ(get("/room/tea").body, "room page");
  EXPECT_EQ(get("/parley/room/tea").status, 404);
}

TEST(BasePath, HasPlainSegments) {
  const std::string longest = '/' + std::string(net::kMaxBasePath - 1, 'x');
  for (const std::string& good : {std::string{}, std::string{"/parley"},
                                  std::string{"/a/b.c/~d_e-F0"}, std::string{"/..."}, longest}) {
    EXPECT_TRUE(net::is_base_path(good)) << good;
  }
  for (const std::string& bad :
       {std::string{"/"}, std::string{"parley"}, std::string{"/parley/"}, std::string{"//a"},
        std::string{"/a//b"}, std::string{"/./a"}, std::string{"/a/.."}, std::string{"/a b"},
        std::string{"/a%20"}, std::string{"/a?b"}, std::string{"/a#b"}, std::string{"/a:b"},
        std::string{"/\xc3\xa4"}, longest + 'x'}) {
    EXPECT_FALSE(net::is_base_path(bad)) << bad;
  }
}

}  // namespace
}  // namespace parley::test
