// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/route.hpp"

#include <ostream>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

struct RouteCase {
  const char* target;
  RouteKind kind;
  const char* named = "";  ///< the room, the file's path, or where a redirect leads
  const char* query = "";
};

std::ostream& operator<<(std::ostream& out, const RouteCase& route) {
  return out << route.target;
}

class FindRoute : public testing::TestWithParam<RouteCase> {};

TEST_P(FindRoute, TellsWhatATargetIs) {
  const auto& [target, kind, named, query] = GetParam();
  const Route route = find_route(target);
  EXPECT_EQ(route.kind, kind);
  EXPECT_EQ(route.room_id + route.path + route.location, named);
  EXPECT_EQ(route.query, query);
}

INSTANTIATE_TEST_SUITE_P(
    Targets, FindRoute,
    testing::Values(
        RouteCase{"/room/tea/ws", RouteKind::RoomSocket, "tea"},
        RouteCase{"/chat/tea/ws", RouteKind::RoomSocket, "tea"},
        RouteCase{"/room/tea/ws?username=A%20B", RouteKind::RoomSocket, "tea", "username=A%20B"},
        RouteCase{"/room/tea", RouteKind::RoomPage, "tea"},
        RouteCase{"/chat/tea?x", RouteKind::RoomPage, "tea", "x"},
        RouteCase{"/room/caf%C3%A9/ws", RouteKind::RoomSocket, "caf\xc3\xa9"},
        RouteCase{"/room/a%20b", RouteKind::RoomPage, "a b"},
        RouteCase{"/room/%2561/ws", RouteKind::Malformed},  // decoded once, '%' is left
        RouteCase{"/room/a%2Fb/ws", RouteKind::Malformed},
        RouteCase{"/room//ws", RouteKind::Malformed}, RouteCase{"/room/", RouteKind::Malformed},
        RouteCase{"/room/%zz/ws", RouteKind::Malformed}, RouteCase{"/room/%", RouteKind::Malformed},
        RouteCase{"/room/..", RouteKind::Malformed},
        RouteCase{"/room/tea/ws/", RouteKind::File, "/room"},
        RouteCase{"/room/tea/WS", RouteKind::File, "/room"},
        RouteCase{"/room/tea/", RouteKind::Redirect, "../tea"},
        RouteCase{"/room/caf%C3%A9/?x=1", RouteKind::Redirect, "../caf%C3%A9?x=1", "x=1"},
        RouteCase{"/favicon.ico", RouteKind::Redirect, "icon.svg"},
        RouteCase{"/healthz", RouteKind::Health},
        RouteCase{"/healthz?x", RouteKind::Health, "", "x"}, RouteCase{"/readyz", RouteKind::Ready},
        RouteCase{"/healthz/", RouteKind::File, "/healthz/"}, RouteCase{"/", RouteKind::File, "/"},
        RouteCase{"/?", RouteKind::File, "/"},
        RouteCase{"/js/a%2eb.js", RouteKind::File, "/js/a.b.js"},
        RouteCase{"/js/%", RouteKind::Malformed},
        RouteCase{"/rooms/tea", RouteKind::File, "/rooms/tea"}, RouteCase{"", RouteKind::Malformed},
        RouteCase{"*", RouteKind::Malformed}, RouteCase{"room/tea", RouteKind::Malformed},
        RouteCase{"?x", RouteKind::Malformed, "", "x"},
        // absolute-form
        RouteCase{"http://meet.example.org/room/tea/ws", RouteKind::RoomSocket, "tea"},
        RouteCase{"https://meet.example.org/healthz", RouteKind::Health},
        RouteCase{"http://meet.example.org", RouteKind::File, "/"},
        RouteCase{"ftp://meet.example.org/", RouteKind::Malformed}));

TEST(QueryParameterTest, IsDecoded) {
  const QueryParameter found = query_parameter("x=1&username=Ann+B%C3%A9&y", "username");
  EXPECT_TRUE(found.is_present && found.is_valid);
  EXPECT_EQ(found.value, "Ann B\xc3\xa9");
}

TEST(QueryParameterTest, MayBeEmptyOrMissing) {
  for (const char* query : {"username=", "username", "x&username&y"}) {
    const QueryParameter found = query_parameter(query, "username");
    EXPECT_TRUE(found.is_present && found.is_valid) << query;
    EXPECT_EQ(found.value, "") << query;
  }
  for (const char* query : {"", "&", "Username=x", "usernam=x", "xusername=x", "a=username"}) {
    const QueryParameter found = query_parameter(query, "username");
    EXPECT_FALSE(found.is_present) << query;
    EXPECT_TRUE(found.is_valid) << query;
  }
}

TEST(QueryParameterTest, IsFoundByAnEncodedName) {
  EXPECT_EQ(query_parameter("user%6eame=x", "username").value, "x");
}

TEST(QueryParameterTest, IsInvalidIfItCannotBeDecodedOrIsGivenTwice) {
  for (const char* query :
       {"username=%zz", "username=%", "username=a&username=a", "username=a&x&username=%zz"}) {
    EXPECT_FALSE(query_parameter(query, "username").is_valid) << query;
  }
}

}  // namespace
}  // namespace parley::net
