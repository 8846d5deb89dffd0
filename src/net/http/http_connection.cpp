// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/http_connection.hpp"

#include <algorithm>
#include <utility>

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

namespace parley::net {

namespace {

/// The request of a new connection is on its way, and would fail if the connection closed before it
/// arrives. This is longer than the necessary round trips take, with TLS and a busy client.
constexpr auto kFirstRequestPatience = std::chrono::seconds{2};

UpgradeGate::Denial bad_request(std::string_view text,
                                http::status status = http::status::bad_request) {
  return {Refusal::BadRequest, status, text};
}

}  // namespace

HttpConnection::HttpConnection(const Services& services, std::unique_ptr<BatchingStream> stream,
                               PeerAddress peer, Admission::Ticket ticket,
                               std::optional<UpgradeGate::Denial> overrun)
    : TrackedConnection(services.connections),
      services_(services),
      stream_(std::move(stream)),
      peer_(std::move(peer)),
      ticket_(std::move(ticket)),
      overrun_(overrun),
      came_at_(services_.scheduler.now()),
      deadline_(came_at_ + services.settings.limits.handshake_deadline) {
  // A connection beyond a limit may only stay briefly, because few of them are allowed.
  if (overrun_) deadline_ = std::min(deadline_, came_at_ + kFirstRequestPatience);
}

HttpConnection::~HttpConnection() {
  if (overrun_) services_.counters.count(overrun_->cause);
}

void HttpConnection::start() {
  stream_->set_owner(weak_from_this());
  stream_->charge_to(ticket_.account());
  read_header();
}

void HttpConnection::read_header() {
  const std::size_t limit = services_.settings.limits.header_bytes;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(limit));
  // A request whose headers announce a body is refused. No body is ever read.
  parser_->body_limit(boost::none);
  http::async_read_header(
      *stream_, input_, *parser_,
      [self = shared_from_this()](error_code ec, std::size_t) { self->on_header(ec); });
}

void HttpConnection::on_header(error_code ec) {
  if (ec) return on_bad_header(ec);
  ++services_.counters.requests;
  constexpr std::size_t kRequestCost = 4096;  // for looking up a file, and responding
  stream_->charge_input(kRequestCost);
  const Route route = this->route();
  if (const auto fault = find_fault()) return refuse_and_count(route, *fault);
  on_request(route);
}

Route HttpConnection::route() const {
  const auto target = request().target();
  return find_route({target.data(), target.size()}, services_.settings.base_path);
}

void HttpConnection::on_bad_header(error_code ec) {
  if (ec == http::error::header_limit || ec == http::error::buffer_overflow) {
    return refuse_and_count({},
                            {Refusal::HeaderTooLarge, http::status::request_header_fields_too_large,
                             "the header is too large"});
  }
  const bool is_parse_error = ec.category() == make_error_code(http::error::bad_method).category();
  if (!is_parse_error || ec == http::error::end_of_stream || ec == http::error::partial_message) {
    // A transport reports a failed TLS handshake this way.
    if (ec == boost::system::errc::protocol_error) services_.counters.count(Refusal::Tls);
    deadline_ = services_.scheduler.now() + services_.settings.limits.close_deadline;
    return stream_->finish(shared_from_this());
  }
  refuse_and_count(route(), bad_request("malformed request"));
}

/// Finds faults that make any request unacceptable (RFC 9112 sections 3.2 and 6.1), because a proxy
/// in front of this server may understand the request differently.
std::optional<UpgradeGate::Denial> HttpConnection::find_fault() const {
  const HttpRequest& request = this->request();
  const std::size_t hosts = request.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && request.version() >= 11)) {
    return bad_request("exactly one Host header is needed");
  }
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    return bad_request("only GET and HEAD", http::status::method_not_allowed);
  }
  const bool has_body = request.count(http::field::transfer_encoding) > 0 ||
                        (request.count(http::field::content_length) > 0 &&
                         request[http::field::content_length] != "0");
  if (has_body) {
    return bad_request("requests with a body are not accepted");
  }
  return std::nullopt;
}

/// Refuses a request to open a WebSocket at a path that has none. Otherwise it would get a page, or
/// the response to an ordinary request.
std::optional<UpgradeGate::Denial> HttpConnection::find_missing_socket(const Route& route) const {
  if (services_.gate == nullptr || !UpgradeGate::is_asked(request(), route)) return std::nullopt;
  if (route.kind == RouteKind::Malformed) return bad_request("malformed address or room id");
  if (route.kind != RouteKind::RoomPage && route.kind != RouteKind::File) return std::nullopt;
  return UpgradeGate::Denial{Refusal::NoSuchPath, http::status::not_found,
                             "no WebSocket here, that of a room is at /room/{room_id}/ws"};
}

void HttpConnection::on_request(const Route& route) {
  if (overrun_ && !is_let_in_late(route)) return refuse(route, *overrun_);
  if (route.kind == RouteKind::RoomSocket && services_.gate != nullptr) return upgrade(route);
  if (const auto denial = find_missing_socket(route)) return refuse_and_count(route, *denial);
  if (route.kind == RouteKind::Malformed) services_.counters.count(Refusal::BadRequest);
  respond(services_.pages.respond(request(), route, peer_));
}

/// Admits a client that resumes its session, regardless of the limits.
bool HttpConnection::is_let_in_late(const Route& route) {
  if (route.kind != RouteKind::RoomSocket || services_.gate == nullptr) return false;
  if (!services_.gate->is_resume(request(), route)) return false;
  ticket_ = services_.gate->readmit(peer_);
  overrun_.reset();
  return is_late_ = true;
}

void HttpConnection::upgrade(const Route& route) {
  if (request().method() != http::verb::get) {
    return refuse_and_count(
        route, bad_request("a WebSocket is opened with GET", http::status::method_not_allowed));
  }
  // A client must not send frames before it has received the response (RFC 6455 section 4.1), and
  // Beast would lose them.
  if (input_.size() > 0) {
    return refuse_and_count(route, bad_request("data before the end of the handshake"));
  }
  auto verdict = services_.gate->check(request(), route, peer_, ticket_);
  if (const auto* denial = std::get_if<UpgradeGate::Denial>(&verdict)) {
    return refuse(route, *denial);
  }
  auto& join = std::get<JoinRequest>(verdict);
  join.must_resume |= is_late_;
  services_.gate->start(request(), std::move(join), std::move(stream_), std::move(ticket_));
}

void HttpConnection::refuse_and_count(const Route& route, const UpgradeGate::Denial& denial) {
  services_.counters.count(denial.cause);
  refuse(route, denial);
}

/// An error ends the connection, because data after a bad request cannot be trusted.
void HttpConnection::refuse(const Route& route, const UpgradeGate::Denial& denial) {
  if (services_.gate != nullptr && UpgradeGate::is_asked(request(), route)) {
    services_.gate->log_denial(request(), route, peer_, denial);
  }
  respond(services_.pages.refuse(request(), denial.status, denial.text));
}

void HttpConnection::respond(http::message_generator response) {
  const bool keep_alive = response.keep_alive();
  is_responding_ = true;
  boost::beast::async_write(*stream_, std::move(response),
                            [self = shared_from_this(), keep_alive](error_code ec, std::size_t) {
                              self->on_response(ec, keep_alive);
                            });
}

void HttpConnection::on_response(error_code ec, bool keep_alive) {
  is_responding_ = false;
  has_responded_ = true;
  const Limits& limits = services_.settings.limits;
  if (ec || !keep_alive || services_.connections.is_draining()) {
    deadline_ = services_.scheduler.now() + limits.close_deadline;
    return stream_->finish(shared_from_this());
  }
  deadline_ = services_.scheduler.now() + limits.keep_alive;
  read_header();
}

void HttpConnection::on_sweep(TimePoint now) {
  if (!stream_) return;  // it has become a WebSocket
  if (is_to_end_) end_if_idle();
  const Limits& limits = services_.settings.limits;
  const bool is_overdue = is_responding_ ? stream_->is_too_slow(now, limits) : now >= deadline_;
  if (!is_overdue) return;
  if (!has_responded_) services_.counters.count(Refusal::HandshakeTimeout);
  abort();
}

void HttpConnection::on_drain() {
  is_to_end_ = true;
  end_if_idle();
}

/// Later sweeps call this again.
void HttpConnection::end_if_idle() {
  if (!has_responded_ && services_.scheduler.now() < came_at_ + kFirstRequestPatience) return;
  const bool is_idle = stream_ && !is_responding_ && stream_->queued_bytes() == 0;
  if (is_idle) abort();
}

void HttpConnection::abort() {
  if (stream_) stream_->close();
}

}  // namespace parley::net
