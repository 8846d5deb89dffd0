// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message_generator.hpp>
#include <boost/beast/http/parser.hpp>

#include "net/connection/connection_set.hpp"
#include "net/http/pages.hpp"
#include "net/http/upgrade_gate.hpp"
#include "net/output/batching_stream.hpp"

namespace parley::net {

/// A connection while it speaks HTTP/1.1: one request after another, until it ends or becomes a
/// WebSocketConnection.
class HttpConnection final : public TrackedConnection,
                             public std::enable_shared_from_this<HttpConnection> {
 public:
  struct Services {
    Scheduler& scheduler;
    const Settings& settings;
    ConnectionSet& connections;
    const Pages& pages;
    UpgradeGate* gate;  ///< null: upgrades are not possible
    Counters& counters;
  };

  /// `overrun`: the limit that the connection exceeded when it was accepted. Its first request is
  /// then refused, unless it resumes a session.
  HttpConnection(const Services& services, std::unique_ptr<BatchingStream> stream, PeerAddress peer,
                 Admission::Ticket ticket, std::optional<UpgradeGate::Denial> overrun);
  ~HttpConnection();

  void start();

  // TrackedConnection
  void on_sweep(TimePoint now) override;
  void on_drain() override;
  void abort() override;
  [[nodiscard]] DrainTurn drain_turn() const override { return DrainTurn::First; }

 private:
  void end_if_idle();
  void read_header();
  void on_header(error_code ec);
  void on_bad_header(error_code ec);
  void on_request(const Route& route);
  [[nodiscard]] std::optional<UpgradeGate::Denial> find_fault() const;
  [[nodiscard]] std::optional<UpgradeGate::Denial> find_missing_socket(const Route& route) const;
  [[nodiscard]] bool is_let_in_late(const Route& route);
  void upgrade(const Route& route);
  void refuse(const Route& route, const UpgradeGate::Denial& denial);
  void refuse_and_count(const Route& route, const UpgradeGate::Denial& denial);
  void respond(http::message_generator response);
  void on_response(error_code ec, bool keep_alive);
  [[nodiscard]] Route route() const;
  [[nodiscard]] const HttpRequest& request() const { return parser_->get(); }

  const Services& services_;
  std::unique_ptr<BatchingStream> stream_;
  const PeerAddress peer_;
  Admission::Ticket ticket_;
  std::optional<UpgradeGate::Denial> overrun_;  // if set at the end, the reason for the refusal
  bool is_late_ = false;                        // admitted in spite of overrun_

  boost::beast::flat_buffer input_;
  std::optional<http::request_parser<http::empty_body>> parser_;
  const TimePoint came_at_;
  TimePoint deadline_;  // of the current request, or of the end of the connection
  bool is_responding_ = false;
  bool is_to_end_ = false;  // draining: end as soon as it is idle
  bool has_responded_ = false;
};

}  // namespace parley::net
