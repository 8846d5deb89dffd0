// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include "daemon/config_table.hpp"
#include "daemon/metrics_families.hpp"
#include "support/metrics_text.hpp"

namespace parley::daemon {
namespace {

using protocol::CloseReason;
using protocol::ErrorCode;
using test::MetricsText;
using Samples = std::map<std::string, double>;

MetricsText text_of(const MetricsSnapshot& snapshot) {
  return test::parse_metrics(prometheus::TextSerializer{}.Serialize(metric_families(snapshot)));
}

/// What differs from a daemon in which nothing has happened.
Samples shown(const MetricsSnapshot& snapshot) {
  return test::changes(text_of({}), text_of(snapshot));
}

TEST(MetricFamilies, ShowWhoIsThereBesideTheLimits) {
  EXPECT_EQ(
      shown({.clients = 5, .rooms = 2, .connections = 7, .max_rooms = 10, .max_connections = 100}),
      (Samples{{"parley_clients", 5},
               {"parley_rooms", 2},
               {"parley_rooms_limit", 10},
               {"parley_connections", 7},
               {"parley_connections_limit", 100}}));
}

TEST(MetricFamilies, ShowTrafficByClass) {
  MetricsSnapshot snapshot;
  snapshot.chat.received.count(protocol::MessageClass::Signaling, 1, 100);
  snapshot.chat.received.count(protocol::MessageClass::Invalid, 2, 20);
  snapshot.chat.sent.count(protocol::MessageClass::Text, 3, 300);
  EXPECT_EQ(shown(snapshot), (Samples{{R"(parley_received_messages_total{class="signaling"})", 1},
                                      {R"(parley_received_bytes_total{class="signaling"})", 100},
                                      {R"(parley_received_messages_total{class="invalid"})", 2},
                                      {R"(parley_received_bytes_total{class="invalid"})", 20},
                                      {R"(parley_sent_messages_total{class="text"})", 3},
                                      {R"(parley_sent_bytes_total{class="text"})", 300}}));
}

TEST(MetricFamilies, ShowWhatBecameOfMessages) {
  MetricsSnapshot snapshot;
  snapshot.chat.relayed_direct = 1;
  snapshot.chat.relayed_to_room = 2;
  snapshot.chat.dropped_byes = 3;
  snapshot.chat.room_info_broadcasts = 4;
  snapshot.chat.errors[ErrorCode::NoSuchClient] = 5;
  EXPECT_EQ(shown(snapshot),
            (Samples{{R"(parley_relayed_messages_total{outcome="client"})", 1},
                     {R"(parley_relayed_messages_total{outcome="room"})", 2},
                     {R"(parley_relayed_messages_total{outcome="late-bye"})", 3},
                     {R"(parley_relayed_messages_total{outcome="no-such-client"})", 5},
                     {R"(parley_errors_total{code="no-such-client"})", 5},
                     {"parley_room_info_broadcasts_total", 4}}));
}

TEST(MetricFamilies, ShowTheRoundTripAsAHistogram) {
  MetricsSnapshot snapshot;
  for (const int milliseconds : {4, 30, 40, 20'000}) {
    snapshot.net.heartbeat.observe(std::chrono::milliseconds{milliseconds});
  }
  const auto samples = text_of(snapshot).samples;
  const auto bucket = [&](const std::string& bound) {
    return samples.at(R"(parley_heartbeat_round_trip_seconds_bucket{le=")" + bound + R"("})");
  };
  EXPECT_EQ(bucket("0.005"), 1);
  EXPECT_EQ(bucket("0.025"), 1);
  EXPECT_EQ(bucket("0.05"), 3);
  EXPECT_EQ(bucket("10"), 3);
  EXPECT_EQ(bucket("+Inf"), 4);
  EXPECT_EQ(samples.at("parley_heartbeat_round_trip_seconds_count"), 4);
  EXPECT_DOUBLE_EQ(samples.at("parley_heartbeat_round_trip_seconds_sum"), 20.074);
}

/// Each limit shows under its own key, with nothing of another's.
TEST(MetricFamilies, ShowEachLimitUnderItsKey) {
  MetricsSnapshot snapshot;
  chat::Counters& chat = snapshot.chat;
  net::Counters& net = snapshot.net;
  net.closes[CloseReason::OverCapacity] = 1;
  net.closes[CloseReason::RoomFull] = 2;
  net.closes[CloseReason::MessageTooBig] = 3;
  chat.throttled = decltype(chat.throttled){4, 5, 6};
  net.closes[CloseReason::TooFast] = 7;
  net.closes[CloseReason::TooManyErrors] = 8;
  net.closes[CloseReason::SlowConsumer] = 39;
  net.stalled_outputs = 10;
  net.shed_outputs = 20;
  net.refusals = decltype(net.refusals){11, 12, 13, 14, 0, 0, 0, 0, 15, 16, 0};
  net.closes[CloseReason::Timeout] = 17;
  net.uncompressed_files = 18;
  Samples limits;
  for (const auto& [series, value] : shown(snapshot)) {
    if (series.starts_with("parley_limit_hits_total")) limits[series] = value;
  }
  const auto key = [](const std::string& name) {
    return R"(parley_limit_hits_total{limit=")" + name + R"("})";
  };
  EXPECT_EQ(limits, (Samples{{key("rooms.max"), 1},
                             {key("rooms.clients"), 2},
                             {key("limits.message_bytes"), 3},
                             {key("limits.messages_per_second"), 4},
                             {key("limits.bytes_per_second"), 5},
                             {key("limits.room_bytes_per_second"), 6},
                             {key("limits.throttle_deadline"), 7},
                             {key("limits.errors_per_minute"), 8},
                             {key("limits.output_bytes"), 9},
                             {key("limits.output_deadline"), 10},
                             {key("limits.total_output_bytes"), 20},
                             {key("limits.connections"), 11},
                             {key("limits.connections_per_address"), 12},
                             {key("limits.new_connections_per_second"), 13},
                             {key("limits.new_connections_per_address_per_second"), 14},
                             {key("limits.header_bytes"), 15},
                             {key("limits.handshake_deadline"), 16},
                             {key("limits.compressed_bytes"), 18},
                             {key("heartbeat.timeout"), 17}}));
}

TEST(MetricFamilies, NameLimitsAsTheConfigurationDoes) {
  std::set<std::string> keys;
  for (const Key& key : config_table()) keys.insert(key.path);
  for (const auto& family : metric_families({})) {
    if (family.name != "parley_limit_hits_total") continue;
    for (const auto& metric : family.metric) {
      EXPECT_TRUE(keys.contains(metric.label.at(0).value)) << metric.label.at(0).value;
    }
  }
}

TEST(MetricFamilies, HaveEveryReasonCodeAndCause) {
  const auto samples = text_of({}).samples;
  const auto has = [&](const std::string& series, std::string_view value) {
    EXPECT_TRUE(samples.contains(series + "=\"" + std::string{value} + "\"}")) << series << value;
  };
  for (const auto& info : protocol::close_table()) has("parley_closes_total{reason", info.name);
  for (const auto& info : protocol::error_table()) has("parley_errors_total{code", info.name);
  for (const auto name : net::kRefusalNames) has("parley_handshake_failures_total{cause", name);
  for (const auto name : protocol::kMessageClassNames) has("parley_sent_bytes_total{class", name);
}

TEST(MetricFamilies, ShowTheDaemonItself) {
  MetricsSnapshot snapshot;
  snapshot.reloads = 1;
  snapshot.refused_reloads = 2;
  snapshot.last_reload_failed = true;
  snapshot.lost_log_lines = 3;
  snapshot.net.exceptions = 4;
  snapshot.net.queue_high_water = 5;
  snapshot.started_at = 1'700'000'000.25;
  snapshot.process = {.cpu_seconds = 1.5,
                      .resident_bytes = 6,
                      .heap_bytes = 9,
                      .open_descriptors = 7,
                      .max_descriptors = 8};
  EXPECT_EQ(shown(snapshot), (Samples{{R"(parley_reloads_total{result="ok"})", 1},
                                      {R"(parley_reloads_total{result="refused"})", 2},
                                      {"parley_last_reload_successful", -1},
                                      {"parley_log_lines_lost_total", 3},
                                      {"parley_exceptions_total", 4},
                                      {"parley_output_queue_high_water_bytes", 5},
                                      {"process_start_time_seconds", 1'700'000'000.25},
                                      {"process_cpu_seconds_total", 1.5},
                                      {"process_resident_memory_bytes", 6},
                                      {"parley_heap_bytes", 9},
                                      {"process_open_fds", 7},
                                      {"process_max_fds", 8}}));
  EXPECT_EQ(text_of({.version = "1.2.3"}).value(R"(parley_build_info{version="1.2.3"})"), 1);
}

TEST(ProcessFiguresTest, AreThoseOfThisProcess) {
  const ProcessFigures figures = process_figures();
  EXPECT_GT(figures.cpu_seconds, 0);
  EXPECT_GT(figures.resident_bytes, std::size_t{1} << 20U);
  EXPECT_GE(figures.open_descriptors, 3U);
  EXPECT_GE(figures.max_descriptors, figures.open_descriptors);
}

}  // namespace
}  // namespace parley::daemon
