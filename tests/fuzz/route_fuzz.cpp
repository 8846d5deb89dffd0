// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Any bytes as a request target: a room that is found has a name by the rule, and the same name,
// with every byte escaped, leads to the same room. Below a base path nothing changes.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/http/route.hpp"
#include "parley/protocol/room_id.hpp"

namespace parley::fuzz {
namespace {

void require_route(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "not a route as it should be: %s\n", what);
  std::abort();
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    char escape[4];
    std::snprintf(escape, sizeof escape, "%%%02X",
                  static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += escape;
  }
  return out;
}

/// Below a base path every target leads where it leads at the root.
void find_below_base(std::string_view target, const net::Route& at_root) {
  if (!target.starts_with('/')) return;
  const std::string below = "/a/b" + std::string{target};
  const net::Route route = net::find_route(below, "/a/b");
  require_route(route.kind == at_root.kind && route.path == at_root.path &&
                    route.room_id == at_root.room_id && route.query == at_root.query &&
                    route.location == at_root.location,
                "the route below a base path");
  require_route(net::relative_root(below, "/a/b") == net::relative_root(target),
                "the root below a base path");
}

void find_any_route(std::string_view target) {
  const net::Route route = net::find_route(target);
  find_below_base(target, route);
  const bool is_page = route.kind == net::RouteKind::RoomPage;
  if (!is_page && route.kind != net::RouteKind::RoomSocket) {
    require_route(route.room_id.empty(), "a room id of something else");
    return;
  }
  require_route(protocol::is_room_id(route.room_id), "the room id");
  for (const char c : route.room_id) {
    require_route(static_cast<unsigned char>(c) >= 0x20, "a control character");
  }
  const std::string again = "/room/" + escaped(route.room_id) + (is_page ? "" : "/ws");
  const net::Route same = net::find_route(again);
  require_route(same.kind == route.kind && same.room_id == route.room_id, "the same room");
}

}  // namespace
}  // namespace parley::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  parley::fuzz::find_any_route({reinterpret_cast<const char*>(data), size});
  return 0;
}
