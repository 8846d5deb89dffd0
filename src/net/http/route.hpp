// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/base/enum_array.hpp"

namespace parley::net {

enum class RouteKind : std::uint8_t {
  RoomSocket,  ///< /room/{id}/ws, /chat/{id}/ws
  RoomPage,    ///< /room/{id}, /chat/{id}
  Health,      ///< /healthz: the process runs
  Ready,       ///< /readyz: it accepts new clients
  Redirect,    ///< a room's page with / at its end, /favicon.ico: has another address
  File,
  Malformed,  ///< bad percent-encoding, or an invalid room id
};

/// The name of a path's class in the log. It contains no room and no file.
inline constexpr EnumArray<RouteKind, std::string_view> kRouteKindNames{
    "room-socket", "room-page", "health", "ready", "redirect", "file", "malformed"};

struct Route {
  RouteKind kind;
  std::string path;        ///< percent-decoded once, without the query; for File
  std::string room_id;     ///< for RoomSocket and RoomPage
  std::string_view query;  ///< as sent, without the '?'
  /// For Redirect: the target with its query. It is relative, so it is valid below any path.
  std::string location{};
};

/// The route of a request target (origin-form or absolute-form, RFC 9112 section 3.2). Segments
/// must match exactly; the room id is decoded once and must then satisfy protocol::is_room_id.
///
/// `base_path`: the path of the server, such as "/parley"; see is_base_path. Targets
/// must begin with it, byte for byte; the rest of the target is routed. `base_path` alone is
/// redirected to the same path with a slash. Outside `base_path` only the two probes exist; any
/// other target becomes a File without a path, which exists nowhere.
[[nodiscard]] Route find_route(std::string_view target, std::string_view base_path = {});

/// The address of the start page, relative to `target`: "./", "../", "../../" and so on.
[[nodiscard]] std::string relative_root(std::string_view target, std::string_view base_path = {});

struct QueryParameter {
  std::string value;  ///< decoded
  bool is_present = false;
  bool is_valid = true;  ///< false: malformed, or given more than once
};

/// The parameter `name` of a query string (application/x-www-form-urlencoded).
[[nodiscard]] QueryParameter query_parameter(std::string_view query, std::string_view name);

}  // namespace parley::net
