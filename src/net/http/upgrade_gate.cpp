// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/upgrade_gate.hpp"

#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/beast/http/rfc7230.hpp>

#include "net/http/forwarding_fields.hpp"
#include "parley/net/admission/origin.hpp"
#include "parley/protocol/credentials.hpp"
#include "parley/protocol/session_message.hpp"
#include "parley/protocol/username.hpp"

namespace parley::net {
namespace {

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

bool offers_session(const HttpRequest& request) {
  const std::string offered = joined_field(request, "Sec-WebSocket-Protocol");
  for (const auto name : http::token_list{offered}) {
    if (view(name) == protocol::kSubprotocol) return true;
  }
  return false;
}

std::optional<std::uint64_t> count_from(const std::string& text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return count;
}

/// Copies `resume` and `received` into `join`; false if they are malformed.
bool read_resume(std::string_view query, JoinRequest& join) {
  const QueryParameter token = query_parameter(query, "resume");
  if (!token.is_present) return true;
  const QueryParameter received = query_parameter(query, "received");
  const auto count = count_from(received.value);
  join.resume = std::make_unique<JoinRequest::Resume>();
  join.resume->token = token.value;
  join.resume->received = count.value_or(0);
  return token.is_valid && received.is_valid && count.has_value();
}

/// Copies the credentials into `join`; false if they are malformed.
bool read_credentials(const HttpRequest& request, std::string_view query, JoinRequest& join) {
  const std::string subprotocols = joined_field(request, "Sec-WebSocket-Protocol");
  protocol::CredentialSources sources{.subprotocols = subprotocols};
  for (const auto& [name, place] :
       {std::pair{"token", &sources.token}, {"password", &sources.password}}) {
    QueryParameter parameter = query_parameter(query, name);
    if (!parameter.is_valid) return false;
    if (parameter.is_present) *place = std::move(parameter.value);
  }
  auto credentials = protocol::read_credentials(sources);
  if (!credentials) return false;
  join.credentials = std::make_unique<protocol::Credentials>(std::move(*credentials));
  return true;
}

std::optional<std::string> username_from(std::string_view query) {
  const QueryParameter parameter = query_parameter(query, "username");
  if (!parameter.is_present) return std::string{protocol::kDefaultUsername};
  if (!parameter.is_valid) return std::nullopt;
  return protocol::clean_username(parameter.value);
}

/// RFC 6455 section 4.2.1. Beast reads only the first `Connection` line.
bool is_upgrade(const HttpRequest& request) {
  return request.version() >= 11 &&
         http::token_list{joined_field(request, "Connection")}.exists("upgrade") &&
         http::token_list{joined_field(request, "Upgrade")}.exists("websocket") &&
         view(request[http::field::sec_websocket_version]) == "13";
}

/// Sixteen bytes in base64: 22 digits, the last with only two bits, and two padding characters.
bool is_handshake_key(std::string_view key) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kCount = 22;
  return key.size() == kCount + 2 && key.ends_with("==") &&
         key.substr(0, kCount).find_first_not_of(kDigits) == std::string_view::npos;
}

/// The request in the form that Beast needs: one `Connection` line, and no `Expect`, because Beast
/// would send 100 before the 101.
HttpRequest normalised(HttpRequest request) {
  request.set(http::field::connection, "upgrade");
  request.set(http::field::upgrade, "websocket");
  request.erase(http::field::expect);
  return request;
}

/// The form of an origin in the log. It comes from a client and may be as long as a header.
std::string origin_detail(const HttpRequest& request, const Forwarding& forwarding) {
  constexpr std::size_t kMost = 128;
  const ServerName server = server_name(request, forwarding);
  std::string detail{view(request[http::field::origin]).substr(0, kMost)};
  detail.append(" is not an origin of ").append(server.host.substr(0, kMost));
  if (!server.port.empty()) detail.append(", port ").append(server.port.substr(0, kMost));
  const bool is_forwarded = !forwarding.host.host.empty();
  return detail.append(is_forwarded ? ", as the proxy has told" : ", the Host header");
}

std::string display(const PeerAddress& address) {
  return address ? address->to_string() : "unix";
}

JoinRequest join_from(const HttpRequest& request, const Route& route, bool has_rules) {
  JoinRequest join;
  join.room_id = route.room_id;
  join.username = username_from(route.query);
  join.wants_session = offers_session(request);
  if (join.wants_session && !read_resume(route.query, join)) join.username.reset();
  if (has_rules && !read_credentials(request, route.query, join)) join.username.reset();
  return join;
}

}  // namespace

bool UpgradeGate::is_allowed_origin(const HttpRequest& request,
                                    const Forwarding& forwarding) const {
  const std::size_t count = request.count(http::field::origin);
  if (count > 1) return false;
  std::optional<std::string_view> origin;
  if (count == 1) origin = view(request[http::field::origin]);
  return is_origin_allowed(origin, server_name(request, forwarding), services_.settings.origins);
}

UpgradeGate::Denial UpgradeGate::overrun(Refusal refusal) {
  constexpr auto kTooMany = http::status::too_many_requests;
  switch (refusal) {
    case Refusal::TotalConnections:
      return {refusal, http::status::service_unavailable,
              "the server is full, try again in a few minutes"};
    case Refusal::AddressConnections:
      return {refusal, kTooMany,
              "too many connections from this address, close some and try again"};
    case Refusal::AddressRate:
      return {refusal, kTooMany,
              "new connections from this address come too fast, try again in a few seconds"};
    case Refusal::ResumeRate:
      return {refusal, kTooMany, "sessions are resumed too fast, try again in a few seconds"};
    default:
      return {refusal, kTooMany,
              "the server gets new connections too fast, try again in a few seconds"};
  }
}

UpgradeGate::Denial UpgradeGate::deny(const Denial& denial) {
  services_.counters.count(denial.cause);
  return denial;
}

std::variant<JoinRequest, UpgradeGate::Denial> UpgradeGate::check(const HttpRequest& request,
                                                                  const Route& route,
                                                                  const PeerAddress& peer,
                                                                  Admission::Ticket& ticket) {
  if (!is_upgrade(request)) {
    return deny({Refusal::BadRequest, http::status::upgrade_required,
                 "this address speaks WebSocket, version 13"});
  }
  if (!is_handshake_key(view(request[http::field::sec_websocket_key]))) {
    return deny({Refusal::BadRequest, http::status::bad_request, "malformed Sec-WebSocket-Key"});
  }
  const Forwarding forwarding = forwarding_of(request, peer, services_.settings.trusted_proxies);
  if (!is_allowed_origin(request, forwarding)) {
    return deny({Refusal::Origin, http::status::forbidden, "pages of this origin may not connect"});
  }
  const ClientAddress& client = forwarding.client;
  JoinRequest join = join_from(request, route, services_.chat.entrance().has_rules());
  join.address = display(client.address);
  if (client.is_exempt && !std::exchange(has_logged_exempt_peer_, true)) {
    services_.log.write(LogLevel::Info, "trusted-peer-without-forwarding-header",
                        {{"address", PrivateAddress{join.address}}});
  }
  if (const auto refusal = admit_client(join, client, peer, ticket)) return deny(overrun(*refusal));
  if (is_too_soon(join, ticket)) return deny(overrun(Refusal::ResumeRate));
  return join;
}

bool UpgradeGate::is_asked(const HttpRequest& request, const Route& route) {
  return route.kind == RouteKind::RoomSocket ||
         http::token_list{joined_field(request, "Upgrade")}.exists("websocket");
}

void UpgradeGate::log_denial(const HttpRequest& request, const Route& route,
                             const PeerAddress& peer, const Denial& denial) {
  if (!refusal_log_.begin(denial.cause)) return;
  const Forwarding forwarding = forwarding_of(request, peer, services_.settings.trusted_proxies);
  const std::string address = display(forwarding.client.address);
  const std::string detail = denial.cause == Refusal::Origin ? origin_detail(request, forwarding)
                                                             : std::string{denial.text};
  refusal_log_.write({denial.cause, static_cast<std::int64_t>(denial.status), address,
                      kRouteKindNames[route.kind], detail});
}

bool UpgradeGate::is_too_soon(const JoinRequest& join, const Admission::Ticket& ticket) {
  if (!join.username || !join.resume) return false;
  return services_.chat.begin_resume(join.room_id, join.resume->token, join.resume->received,
                                     ticket.account().get()) > Duration::zero();
}

/// A client that is its own peer was admitted when its connection was accepted.
std::optional<Refusal> UpgradeGate::admit_client(JoinRequest& join, const ClientAddress& client,
                                                 const PeerAddress& peer,
                                                 Admission::Ticket& ticket) {
  if (!client_address(peer, services_.settings.trusted_proxies).is_exempt) return std::nullopt;
  const bool is_forwarded = !client.is_exempt && client.address != peer;
  const PeerAddress address = is_forwarded ? client.address : std::nullopt;
  const auto refusal = admission_.admit_client(ticket, address, services_.scheduler.now());
  if (!refusal || !is_resume(join)) return refusal;
  if (address) admission_.readmit_address(ticket, *address);
  join.must_resume = true;
  return std::nullopt;
}

bool UpgradeGate::is_resume(const JoinRequest& join) const {
  return join.username && join.resume &&
         services_.chat.is_resumable(join.room_id, join.resume->token, join.resume->received);
}

bool UpgradeGate::is_resume(const HttpRequest& request, const Route& route) const {
  return is_resume(join_from(request, route, /*has_rules=*/false));
}

Admission::Ticket UpgradeGate::readmit(const PeerAddress& peer) {
  Admission::Ticket ticket = admission_.readmit();
  const ClientAddress client = client_address(peer, services_.settings.trusted_proxies);
  if (!client.is_exempt && client.address) admission_.readmit_address(ticket, *client.address);
  return ticket;
}

void UpgradeGate::start(const HttpRequest& request, JoinRequest join,
                        std::unique_ptr<BatchingStream> stream, Admission::Ticket ticket) {
  const auto connection = std::make_shared<WebSocketConnection>(services_, std::move(stream),
                                                                std::move(join), std::move(ticket));
  connection->start(normalised(request));
}

}  // namespace parley::net
