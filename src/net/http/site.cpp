// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/site.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/beast/http/file_body.hpp>
#include <boost/beast/http/string_body.hpp>

#include "net/http/error_page.hpp"
#include "net/http/forwarding_fields.hpp"
#include "net/http/representation.hpp"

namespace parley::net {
namespace {

/// The hosts to which the page may open its WebSocket, beside 'self': some browsers do not count a
/// WebSocket to the same host as that. The host comes from the request, so it is checked. If a
/// proxy has dropped its port, any port is meant (see is_origin_allowed).
std::string socket_sources(const ServerName& server) {
  std::string host{server.host};
  const bool is_plain = std::ranges::all_of(host + std::string{server.port}, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':' || c == '[' || c == ']';
  });
  if (!is_plain || host.empty()) return {};
  const bool has_port = host.rfind(':') != std::string::npos && !host.ends_with(']');
  if (!has_port && !server.port.empty()) {
    host.append(":").append(server.port);
  } else if (!has_port && server.is_told_by_proxy) {
    host += ":*";
  }
  return " ws://" + host + " wss://" + host;
}

/// The sources from which the page may load: its own scripts, styles and sockets, media from the
/// camera and from peers, and nothing from other sites. Only pages of `ancestors` may show the page
/// in a frame.
std::string content_security_policy(const ServerName& server,
                                    const std::vector<Origin>& ancestors) {
  std::string policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
      "media-src 'self' blob:; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors";
  if (ancestors.empty()) policy += " 'none'";
  for (const Origin& ancestor : ancestors) policy.append(" ").append(ancestor.to_string());
  return policy + "; connect-src 'self'" + socket_sources(server);
}

template <class Message>
void set_common_fields(Message& message, const ServerName& server, bool keep_alive,
                       const std::vector<Origin>& ancestors = {}) {
  message.set(http::field::server, "parley");
  message.set("X-Content-Type-Options", "nosniff");
  // X-Frame-Options cannot name origins; Content-Security-Policy can.
  if (ancestors.empty()) message.set("X-Frame-Options", "DENY");
  message.set("Referrer-Policy", "no-referrer");
  message.set("Content-Security-Policy", content_security_policy(server, ancestors));
  message.set("Permissions-Policy",
              "camera=(self), microphone=(self), display-capture=(self), geolocation=()");
  message.set("Cross-Origin-Opener-Policy", "same-origin");
  message.set("Cross-Origin-Resource-Policy", "same-origin");
  message.keep_alive(keep_alive);
}

/// A response without a file. `keep_alive` false closes the connection.
http::message_generator made_here(const HttpRequest& request, http::status status,
                                  std::string_view content_type, std::string body, bool keep_alive,
                                  const std::vector<Origin>& ancestors = {}) {
  // The version of a malformed request is unknown.
  http::response<http::string_body> response{status, request.version() == 10 ? 10U : 11U};
  set_common_fields(response, {}, keep_alive, ancestors);
  response.set(http::field::content_type, boost::beast::string_view{content_type});
  response.set(http::field::cache_control, "no-store");
  if (status == http::status::method_not_allowed) response.set(http::field::allow, "GET, HEAD");
  if (status == http::status::upgrade_required) {
    response.set(http::field::upgrade, "websocket");
    response.set(http::field::connection, keep_alive ? "upgrade" : "upgrade, close");
    response.set(http::field::sec_websocket_version, "13");
    // Lets a page of another origin see that a server is here, and nothing else of the response.
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
  }
  if (status == http::status::too_many_requests || status == http::status::service_unavailable) {
    response.set(http::field::retry_after, "5");
  }
  response.content_length(body.size());
  if (request.method() != http::verb::head) response.body() = std::move(body);
  return response;
}

/// The fields of one file, in the chosen coding. Browsers ask again for files without a hash in
/// their names, and get 304. So no browser shows an old page after an upgrade.
template <class Message>
void set_fields(Message& message, const StaticFiles::File& file, const Representation& chosen) {
  message.set(http::field::etag, chosen.etag);
  message.set(http::field::cache_control,
              file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (file.is_text) message.set(http::field::vary, "Accept-Encoding");
  if (message.result() == http::status::not_modified) return;
  message.set(http::field::content_type, file.content_type);
  if (chosen.body) message.set(http::field::content_encoding, "gzip");
  message.content_length(chosen.body ? chosen.body->size() : file.size);
}

/// Browsers keep the Content-Security-Policy of a page for which they get 304, so another policy
/// needs another tag.
std::string with_ancestors(std::string etag, const std::vector<Origin>& ancestors) {
  if (ancestors.empty()) return etag;
  std::string all;
  for (const Origin& ancestor : ancestors) all.append(ancestor.to_string()).append(" ");
  etag.insert(etag.size() - 1, "-" + std::to_string(std::hash<std::string>{}(all)));
  return etag;
}

std::string_view field(const HttpRequest& request, http::field name) {
  const auto value = request[name];
  return {value.data(), value.size()};
}

}  // namespace

http::message_generator Site::refuse(const HttpRequest& request, http::status status,
                                     std::string_view text) const {
  return fault(request, status, text, /*keep_alive=*/false);
}

/// A page for people, or a line for programs.
http::message_generator Site::fault(const HttpRequest& request, http::status status,
                                    std::string_view text, bool keep_alive) const {
  if (!accepts_html(request)) return plain_text(request, status, text, keep_alive);
  const auto target = request.target();
  const std::string root = relative_root({target.data(), target.size()}, settings_.base_path);
  return made_here(request, status, "text/html; charset=utf-8", error_page(status, text, root),
                   keep_alive, settings_.embed_origins);
}

http::message_generator Site::plain_text(const HttpRequest& request, http::status status,
                                         std::string_view text, bool keep_alive) {
  return made_here(request, status, "text/plain; charset=utf-8", std::string{text} + "\n",
                   keep_alive);
}

http::message_generator Site::text(const HttpRequest& request, std::string_view content_type,
                                   std::string_view text) {
  return made_here(request, http::status::ok, content_type, std::string{text},
                   /*keep_alive=*/false);
}

bool Site::keeps_alive(const HttpRequest& request) const {
  return request.keep_alive() && !connections_.is_draining();
}

http::message_generator Site::respond(const HttpRequest& request, const Route& route,
                                      const PeerAddress& peer) const {
  const bool keep_alive = keeps_alive(request);
  const auto probe = [&](http::status status, std::string_view text) {
    return plain_text(request, status, text, keep_alive);
  };
  switch (route.kind) {
    case RouteKind::Health:
      return probe(http::status::ok, "ok");
    case RouteKind::Ready:
      if (connections_.is_draining()) return probe(http::status::service_unavailable, "draining");
      return probe(http::status::ok, "ready");
    case RouteKind::RoomPage:
      return file(request, "/room.html", peer);
    case RouteKind::File:
      return file(request, route.path, peer);
    case RouteKind::RoomSocket:
      return fault(request, http::status::upgrade_required, "this address speaks WebSocket only",
                   keep_alive);
    case RouteKind::Redirect:
      return redirect(request, route.location);
    case RouteKind::Malformed:
      break;
  }
  return refuse(request, http::status::bad_request, "malformed address or room id");
}

http::message_generator Site::redirect(const HttpRequest& request,
                                       std::string_view location) const {
  using Empty = http::response<http::empty_body>;
  Empty response{http::status::permanent_redirect, request.version()};
  set_common_fields(response, {}, keeps_alive(request));
  response.set(http::field::location, boost::beast::string_view{location});
  response.set(http::field::cache_control, "no-cache");
  response.content_length(0);
  return response;
}

http::message_generator Site::file(const HttpRequest& request, std::string_view path,
                                   const PeerAddress& peer) const {
  const bool is_head = request.method() == http::verb::head;
  const bool keep_alive = keeps_alive(request);
  const auto found = files_.find(path);
  if (!found) return fault(request, http::status::not_found, "not found", keep_alive);
  const Representation chosen = choose_representation(
      *found, with_ancestors(found->etag, settings_.embed_origins), compressed_,
      field(request, http::field::accept_encoding), field(request, http::field::if_none_match));
  const Forwarding forwarding = forwarding_of(request, peer, settings_.trusted_proxies);
  const auto with_fields = [&](auto response) -> http::message_generator {
    set_common_fields(response, server_name(request, forwarding), keep_alive,
                      settings_.embed_origins);
    set_fields(response, *found, chosen);
    return response;
  };
  using Empty = http::response<http::empty_body>;
  if (chosen.is_known) return with_fields(Empty{http::status::not_modified, request.version()});
  if (is_head) return with_fields(Empty{http::status::ok, request.version()});
  if (chosen.body) {
    using Shared = http::response<SharedBody>;
    return with_fields(Shared{http::status::ok, request.version(), chosen.body});
  }
  http::response<http::file_body> response{http::status::ok, request.version()};
  boost::beast::error_code ec;
  response.body().open(found->path.c_str(), boost::beast::file_mode::scan, ec);
  if (ec) {
    return fault(request, http::status::service_unavailable, "the file cannot be read now",
                 keep_alive);
  }
  return with_fields(std::move(response));
}

}  // namespace parley::net
