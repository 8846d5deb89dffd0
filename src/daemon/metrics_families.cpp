// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/metrics_families.hpp"

#include <string_view>
#include <utility>

namespace parley::daemon {
namespace {

using net::Refusal;
using prometheus::ClientMetric;
using prometheus::MetricType;
using protocol::CloseReason;

/// The families of one scrape, in the order in which they were added.
class FamilyList {
 public:
  void counter(std::string_view name, std::string_view help, std::uint64_t value) {
    open(MetricType::Counter, name, help);
    add({}, {}, static_cast<double>(value));
  }
  template <class Value>
  void gauge(std::string_view name, std::string_view help, Value value) {
    open(MetricType::Gauge, name, help);
    add({}, {}, static_cast<double>(value));
  }

  /// Starts a family; add() adds to the last one.
  void open(MetricType type, std::string_view name, std::string_view help) {
    families_.push_back({std::string{name}, std::string{help}, type, {}});
  }
  void add(std::string_view label, std::string_view label_value, double value) {
    prometheus::MetricFamily& family = families_.back();
    ClientMetric metric;
    if (!label.empty()) metric.label = {{std::string{label}, std::string{label_value}}};
    (family.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    family.metric.push_back(std::move(metric));
  }
  void add(std::string_view label, std::string_view label_value, std::uint64_t value) {
    add(label, label_value, static_cast<double>(value));
  }
  void add(ClientMetric metric) { families_.back().metric.push_back(std::move(metric)); }

  std::vector<prometheus::MetricFamily> take() { return std::move(families_); }

 private:
  std::vector<prometheus::MetricFamily> families_;
};

std::uint64_t closes(const net::Counters& net, CloseReason reason) {
  return net.closes[reason];
}

std::uint64_t refusals(const net::Counters& net, Refusal refusal) {
  return net.refusals[refusal];
}

std::uint64_t throttled(const chat::Counters& chat, chat::ThrottleCause cause) {
  return chat.throttled[cause];
}

void add_presence(FamilyList& list, const MetricsSnapshot& s) {
  list.gauge("parley_clients", "Clients in rooms.", s.clients);
  list.gauge("parley_rooms", "Rooms with at least one client.", s.rooms);
  list.gauge("parley_rooms_limit", "The limit rooms.max.", s.max_rooms);
  list.gauge("parley_connections", "Open connections, WebSocket and HTTP.", s.connections);
  list.gauge("parley_connections_limit", "The limit limits.connections.", s.max_connections);
  list.counter("parley_joins_total", "Clients that joined a room.", s.chat.joins);
  list.counter("parley_joins_refused_total",
               "Joins refused because the room was full or the server had no room left.",
               s.chat.joins_refused);
  list.counter("parley_accepted_connections_total", "Connections accepted.", s.net.connections);
  list.counter("parley_accept_errors_total",
               "Failures to accept a connection, most often for lack of descriptors.",
               s.net.accept_errors);
  list.counter("parley_http_requests_total", "HTTP requests, upgrades included.", s.net.requests);
  list.counter("parley_upgrades_total", "Connections upgraded to a WebSocket.", s.net.upgrades);
}

void add_traffic(FamilyList& list, std::string_view prefix, std::string_view what,
                 const chat::Traffic& traffic) {
  const auto add_all = [&](std::string_view unit, std::string_view help, auto member) {
    list.open(MetricType::Counter, std::string{prefix}.append(unit).append("_total"),
              std::string{help}.append(what));
    traffic.shares.for_each([&](protocol::MessageClass message_class, const auto& share) {
      list.add("class", protocol::kMessageClassNames[message_class], share.*member);
    });
  };
  add_all("messages", "Messages ", &chat::Traffic::Share::messages);
  add_all("bytes", "Bytes of messages ", &chat::Traffic::Share::bytes);
}

void add_messages(FamilyList& list, const MetricsSnapshot& s) {
  add_traffic(list, "parley_received_", "from clients.", s.chat.received);
  add_traffic(list, "parley_sent_", "to clients, each copy counted.", s.chat.sent);
  const std::uint64_t missed = s.chat.errors[protocol::ErrorCode::NoSuchClient];
  list.open(MetricType::Counter, "parley_relayed_messages_total",
            "Messages for other clients, by outcome.");
  list.add("outcome", "client", s.chat.relayed_direct);
  list.add("outcome", "room", s.chat.relayed_to_room);
  list.add("outcome", "no-such-client", missed);
  list.add("outcome", "late-bye", s.chat.dropped_byes);
  list.counter("parley_room_info_broadcasts_total",
               "Changes of a room that the server announced to its members.",
               s.chat.room_info_broadcasts);
  list.gauge("parley_output_queue_high_water_bytes",
             "Longest output queue of a single client in the last two minutes.",
             s.net.queue_high_water);
  list.gauge("parley_output_queue_limit_bytes", "The limit limits.output_bytes.",
             s.max_output_bytes);
  list.counter("parley_held_reads_total",
               "Reads delayed because a connection exceeded its input rate.", s.net.held_inputs);
}

/// Metrics of clients that speak parley.v1.
void add_sessions(FamilyList& list, const MetricsSnapshot& s) {
  list.gauge("parley_sessions", "Clients in rooms that speak parley.v1.", s.chat.sessions);
  list.gauge("parley_suspended_sessions", "Suspended clients of parley.v1, whose seats are kept.",
             s.chat.suspended);
  list.gauge("parley_kept_messages", "Messages kept until their clients acknowledge them.",
             s.chat.kept_messages);
  list.gauge("parley_kept_bytes", "Bytes of messages kept until their clients acknowledge them.",
             s.chat.kept_bytes);
  list.counter("parley_suspensions_total", "Connections that ended and left a seat.",
               s.chat.suspensions);
  list.open(MetricType::Counter, "parley_resumes_total",
            "Requests to resume a session, by outcome.");
  s.chat.resumes.for_each([&](chat::ResumeOutcome outcome, std::uint64_t count) {
    list.add("outcome", chat::kResumeOutcomeNames[outcome], count);
  });
  list.counter("parley_ice_server_pushes_total",
               "Lists of fresh ICE servers sent without a request.", s.chat.ice_server_pushes);
}

void add_heartbeat(FamilyList& list, const net::LatencyHistogram& heartbeat) {
  list.open(MetricType::Histogram, "parley_heartbeat_round_trip_seconds",
            "Time between a ping from the server and the pong of the client.");
  ClientMetric metric;
  auto& histogram = metric.histogram;
  for (std::size_t i = 0; i < heartbeat.counts.size(); ++i) {
    histogram.sample_count += heartbeat.counts[i];
    if (i == heartbeat.kBounds.size()) continue;
    const std::chrono::duration<double> bound = heartbeat.kBounds[i];
    histogram.bucket.push_back({histogram.sample_count, bound.count()});
  }
  histogram.sample_sum = std::chrono::duration<double>{heartbeat.sum}.count();
  list.add(std::move(metric));
}

void add_trouble(FamilyList& list, const MetricsSnapshot& s) {
  list.open(MetricType::Counter, "parley_errors_total", "Error messages sent to clients, by code.");
  for (const auto& info : protocol::error_table()) {
    list.add("code", info.name, s.chat.errors[info.code]);
  }
  list.open(MetricType::Counter, "parley_closes_total", "WebSockets that ended, by reason.");
  for (const auto& info : protocol::close_table()) {
    list.add("reason", info.name, closes(s.net, info.reason));
  }
  list.open(MetricType::Counter, "parley_handshake_failures_total",
            "Connections and requests refused before the upgrade, by cause.");
  s.net.refusals.for_each([&](Refusal refusal, std::uint64_t count) {
    list.add("cause", net::kRefusalNames[refusal], count);
  });
  list.counter("parley_exceptions_total",
               "Unexpected exceptions. Each is a bug and has cost one connection.",
               s.net.exceptions);
}

/// The label is the configuration key that the operator would change.
void add_limit_hits(FamilyList& list, const MetricsSnapshot& s) {
  using chat::ThrottleCause;
  list.open(MetricType::Counter, "parley_limit_hits_total",
            "Times that a limit took effect, by its key in the configuration.");
  const auto add = [&](std::string_view key, std::uint64_t count) {
    list.add("limit", key, count);
  };
  add("rooms.max", closes(s.net, CloseReason::OverCapacity));
  add("rooms.clients", closes(s.net, CloseReason::RoomFull));
  add("limits.message_bytes", closes(s.net, CloseReason::MessageTooBig));
  add("limits.messages_per_second", throttled(s.chat, ThrottleCause::Messages));
  add("limits.bytes_per_second", throttled(s.chat, ThrottleCause::Bytes));
  add("limits.room_bytes_per_second", throttled(s.chat, ThrottleCause::RoomBytes));
  add("limits.throttle_deadline", closes(s.net, CloseReason::TooFast));
  add("limits.errors_per_minute", closes(s.net, CloseReason::TooManyErrors));
  add("limits.output_bytes",
      closes(s.net, CloseReason::SlowConsumer) - s.net.stalled_outputs - s.net.shed_outputs);
  add("limits.output_deadline", s.net.stalled_outputs);
  add("limits.total_output_bytes", s.net.shed_outputs);
  add("limits.connections", refusals(s.net, Refusal::TotalConnections));
  add("limits.connections_per_address", refusals(s.net, Refusal::AddressConnections));
  add("limits.new_connections_per_second", refusals(s.net, Refusal::TotalRate));
  add("limits.new_connections_per_address_per_second", refusals(s.net, Refusal::AddressRate));
  add("limits.header_bytes", refusals(s.net, Refusal::HeaderTooLarge));
  add("limits.handshake_deadline", refusals(s.net, Refusal::HandshakeTimeout));
  add("limits.compressed_bytes", s.net.uncompressed_files);
  add("heartbeat.timeout", closes(s.net, CloseReason::Timeout));
  add("resume.window", s.chat.seats_timed_out);
  add("resume.seats", s.chat.seats_refused);
  add("resume.messages", s.chat.kept_overflows + s.chat.seats_too_full);
}

void add_daemon(FamilyList& list, const MetricsSnapshot& s) {
  list.open(MetricType::Counter, "parley_reloads_total", "Reloads on SIGHUP, by result.");
  list.add("result", "ok", s.reloads);
  list.add("result", "refused", s.refused_reloads);
  list.gauge("parley_last_reload_successful",
             "0 if the last reload found a mistake in the configuration, otherwise 1.",
             s.last_reload_failed ? 0 : 1);
  list.counter("parley_log_lines_lost_total",
               "Log lines dropped because their reader was too slow.", s.lost_log_lines);
  list.open(MetricType::Gauge, "parley_build_info", "Always 1; the label is the running version.");
  list.add("version", s.version, 1.0);
}

/// Metrics with the names that all Prometheus clients use.
void add_process(FamilyList& list, const MetricsSnapshot& s) {
  list.open(MetricType::Counter, "process_cpu_seconds_total", "CPU time, user and system.");
  list.add({}, {}, s.process.cpu_seconds);
  list.gauge("process_resident_memory_bytes", "Resident memory.", s.process.resident_bytes);
  list.gauge("parley_heap_bytes",
             "Heap memory in use; the rest of the resident memory is free for more clients.",
             s.process.heap_bytes);
  list.gauge("process_open_fds", "Open file descriptors.", s.process.open_descriptors);
  list.gauge("process_max_fds", "Limit of open file descriptors.", s.process.max_descriptors);
  list.gauge("process_start_time_seconds", "Start time of the daemon, in seconds of Unix time.",
             s.started_at);
}

}  // namespace

std::vector<prometheus::MetricFamily> metric_families(const MetricsSnapshot& snapshot) {
  FamilyList list;
  add_presence(list, snapshot);
  add_messages(list, snapshot);
  add_sessions(list, snapshot);
  add_heartbeat(list, snapshot.net.heartbeat);
  add_trouble(list, snapshot);
  add_limit_hits(list, snapshot);
  add_daemon(list, snapshot);
  add_process(list, snapshot);
  return list.take();
}

}  // namespace parley::daemon
