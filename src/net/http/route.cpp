// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/route.hpp"

#include <algorithm>

#include "parley/base/percent.hpp"
#include "parley/protocol/room_id.hpp"

namespace parley::net {
namespace {

/// The part after "/room/" or "/chat/"; nothing if `path` starts with neither.
std::optional<std::string_view> room_part(std::string_view path) {
  for (const std::string_view prefix : {"/room/", "/chat/"}) {
    if (path.starts_with(prefix)) return path.substr(prefix.size());
  }
  return std::nullopt;
}

/// The path of an absolute-form target, which servers must accept (RFC 9112 section 3.2.2).
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t path = target.find('/', scheme.size());
    return path == std::string_view::npos ? std::string_view{"/"} : target.substr(path);
  }
  return target;
}

/// From /room/a/ to /room/a. `location` is relative to the requested address.
Route redirect(std::string_view location, std::string_view query) {
  Route route{RouteKind::Redirect, {}, {}, query};
  route.location = location;
  if (!query.empty()) route.location.append("?").append(query);
  return route;
}

Route room_route(std::string_view part, std::string_view query) {
  const std::size_t slash = part.find('/');
  const std::string_view rest =
      slash == std::string_view::npos ? std::string_view{} : part.substr(slash);
  const bool is_slashed = rest == "/";
  if (!rest.empty() && !is_slashed && rest != "/ws")
    return {RouteKind::File, std::string{"/room"}, {}, query};
  auto room_id = percent_decode(part.substr(0, slash));
  if (!room_id || !protocol::is_room_id(*room_id)) return {RouteKind::Malformed, {}, {}, query};
  if (is_slashed) return redirect("../" + std::string{part.substr(0, slash)}, query);
  const auto kind = rest.empty() ? RouteKind::RoomPage : RouteKind::RoomSocket;
  return {kind, {}, std::move(*room_id), query};
}

/// False if `path` is not below `base`.
bool remove_base(std::string_view& path, std::string_view base) {
  const bool is_below = path.starts_with(base) && path.substr(base.size()).starts_with('/');
  if (is_below) path.remove_prefix(base.size());
  return is_below || base.empty();
}

/// The redirect from /parley to /parley/.
Route redirect_below(std::string_view base, std::string_view query) {
  return redirect(std::string{base.substr(base.rfind('/') + 1)} + "/", query);
}

}  // namespace

Route find_route(std::string_view target, std::string_view base_path) {
  target = without_authority(target);
  const std::size_t question = target.find('?');
  std::string_view path = target.substr(0, question);
  const std::string_view query =
      question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
  if (!path.starts_with('/')) return {RouteKind::Malformed, {}, {}, query};
  if (!base_path.empty() && path == base_path) return redirect_below(base_path, query);
  const bool is_outside = !remove_base(path, base_path);
  if (path == "/healthz") return {RouteKind::Health, {}, {}, query};
  if (path == "/readyz") return {RouteKind::Ready, {}, {}, query};
  if (is_outside) return {RouteKind::File, {}, {}, query};
  if (path == "/favicon.ico") return redirect("icon.svg", query);
  if (const auto part = room_part(path)) return room_route(*part, query);
  auto decoded = percent_decode(path);
  if (!decoded) return {RouteKind::Malformed, {}, {}, query};
  return {RouteKind::File, std::move(*decoded), {}, query};
}

std::string relative_root(std::string_view target, std::string_view base_path) {
  target = without_authority(target);
  std::string_view path = target.substr(0, target.find('?'));
  const bool is_outside = !remove_base(path, base_path);
  std::string root;
  for (auto slashes = std::ranges::count(path, '/'); slashes > 1; --slashes) root += "../";
  if (is_outside) root.append(base_path.substr(1)).append("/");
  return root.empty() ? "./" : root;
}

QueryParameter query_parameter(std::string_view query, std::string_view name) {
  QueryParameter found;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (percent_decode(pair.substr(0, equals), true) != name) continue;
    const auto value = equals == std::string_view::npos
                           ? std::optional<std::string>{std::string{}}
                           : percent_decode(pair.substr(equals + 1), true);
    found.is_valid = found.is_valid && !found.is_present && value.has_value();
    found.is_present = true;
    found.value = value.value_or("");
  }
  return found;
}

}  // namespace parley::net
