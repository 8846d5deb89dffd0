// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// /metrics: that it can be read, that each thing that happens moves what it should and nothing
// else, and that nobody's name is in it.
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/metrics_text.hpp"
#include "support/parleyd_process.hpp"
#include "support/tls_daemon.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using Changes = std::map<std::string, double>;

/// So many bytes as a text frame of a server.
double framed(std::size_t bytes) {
  return static_cast<double>(bytes + (bytes < 126 ? 2 : 4));
}

class Scrape : public testing::Test {
 protected:
  [[nodiscard]] std::string text() const { return http_get(port_, "/metrics").body; }
  [[nodiscard]] MetricsText scrape() const { return parse_metrics(text()); }

  /// What is different now from the last call, but for what is measured and not counted.
  Changes moved() {
    const MetricsText now = scrape();
    Changes all = changes(before_, now);
    std::erase_if(all, [](const auto& change) {
      return change.first.starts_with("process_") ||
             change.first == "parley_heap_bytes" ||  // always 0 under AddressSanitizer
             change.first == "parley_output_queue_high_water_bytes";
    });
    before_ = now;
    return all;
  }

  /// Scrapes until `series` is `value`: what follows the end of a connection takes its time.
  void wait_for(const std::string& series, double value) const {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (scrape().value(series) != value) {
      ASSERT_LT(std::chrono::steady_clock::now(), until) << series << " is not " << value;
    }
  }

  ParleydProcess daemon_{
      ParleydOptions{.config = "rooms: {clients: 3, room_info_interval: 1h}\nlog: {level: debug}\n",
                     .metrics_listen = {"127.0.0.1:0"}}};
  const std::uint16_t port_ = metrics_port(daemon_);
  MetricsText before_ = scrape();
};

TEST_F(Scrape, MovesNothingByItself) {
  EXPECT_EQ(moved(), Changes{});
}

TEST_F(Scrape, CountsAJoin) {
  const Member a = join(daemon_.port(), "tea");
  const std::string greeting = R"({"sender":"ground control","receiver":")" + a.id +
                               R"(","type":"greeting","data":"Welcome aboard."})";
  EXPECT_EQ(moved(),
            (Changes{{"parley_accepted_connections_total", 1},
                     {"parley_connections", 1},
                     {"parley_http_requests_total", 1},
                     {"parley_upgrades_total", 1},
                     {"parley_joins_total", 1},
                     {"parley_clients", 1},
                     {"parley_rooms", 1},
                     {R"(parley_sent_messages_total{class="control"})", 1},
                     {R"(parley_sent_bytes_total{class="control"})", framed(greeting.size())}}));
}

TEST_F(Scrape, CountsARelayedMessageAndABroadcast) {
  Member a = join(daemon_.port(), "tea");
  Member b = join(daemon_.port(), "tea");
  (void)moved();
  const std::string offer = R"({"type":"offer","receiver":")" + b.id + R"("})";
  a.ws.send(offer);
  const std::size_t relayed = b.ws.read_text().size();
  EXPECT_EQ(moved(), (Changes{{R"(parley_received_messages_total{class="signaling"})", 1},
                              {R"(parley_received_bytes_total{class="signaling"})", offer.size()},
                              {R"(parley_sent_messages_total{class="signaling"})", 1},
                              {R"(parley_sent_bytes_total{class="signaling"})", framed(relayed)},
                              {R"(parley_relayed_messages_total{outcome="client"})", 1}}));
  const std::string draw = R"({"type":"draw","receiver":"room"})";
  a.ws.send(draw);
  const std::size_t copy = b.ws.read_text().size();
  EXPECT_EQ(moved(), (Changes{{R"(parley_received_messages_total{class="other"})", 1},
                              {R"(parley_received_bytes_total{class="other"})", draw.size()},
                              {R"(parley_sent_messages_total{class="other"})", 2},
                              {R"(parley_sent_bytes_total{class="other"})", 2 * framed(copy)},
                              {R"(parley_relayed_messages_total{outcome="room"})", 1}}));
}

TEST_F(Scrape, CountsAnError) {
  Member a = join(daemon_.port(), "tea");
  (void)moved();
  const std::string offer = R"({"type":"offer","receiver":"nobody"})";
  a.ws.send(offer);
  const std::size_t answer = a.ws.read_text().size();
  EXPECT_EQ(moved(), (Changes{{R"(parley_received_messages_total{class="signaling"})", 1},
                              {R"(parley_received_bytes_total{class="signaling"})", offer.size()},
                              {R"(parley_sent_messages_total{class="control"})", 1},
                              {R"(parley_sent_bytes_total{class="control"})", framed(answer)},
                              {R"(parley_relayed_messages_total{outcome="no-such-client"})", 1},
                              {R"(parley_errors_total{code="no-such-client"})", 1}}));
}

TEST_F(Scrape, CountsACloseByItsReason) {
  Member a = join(daemon_.port(), "tea");
  (void)moved();
  EXPECT_EQ(a.ws.close().code, 1000);
  wait_for("parley_connections", 0);
  EXPECT_EQ(moved(), (Changes{{"parley_connections", -1},
                              {"parley_clients", -1},
                              {"parley_rooms", -1},
                              {R"(parley_closes_total{reason="closed"})", 1}}));
}

TEST_F(Scrape, CountsWhoIsRefused) {
  EXPECT_EQ(
      refused_upgrade(daemon_.port(), "/room/tea/ws", {"Origin: https://evil.example"}).status,
      403);
  wait_for("parley_connections", 0);
  EXPECT_EQ(moved(), (Changes{{"parley_accepted_connections_total", 1},
                              {"parley_http_requests_total", 1},
                              {R"(parley_handshake_failures_total{cause="origin"})", 1}}));
}

TEST_F(Scrape, CountsWhoFindsTheRoomFull) {
  std::vector<Member> members;
  for (int i = 0; i < 3; ++i) members.push_back(join(daemon_.port(), "tea"));
  (void)moved();
  EXPECT_EQ(WsClient(daemon_.port(), "/room/tea/ws").read_ending().code, 4430);
  wait_for("parley_connections", 3);
  EXPECT_EQ(moved(), (Changes{{"parley_accepted_connections_total", 1},
                              {"parley_http_requests_total", 1},
                              {"parley_upgrades_total", 1},
                              {"parley_joins_refused_total", 1},
                              {R"(parley_closes_total{reason="room-full"})", 1},
                              {R"(parley_limit_hits_total{limit="rooms.clients"})", 1}}));
}

TEST_F(Scrape, CountsReloads) {
  daemon_.rewrite_config("rooms: {clients: x}\n");
  daemon_.signal(SIGHUP);
  daemon_.wait_for_log({"event=reload-refused"});
  EXPECT_EQ(moved(), (Changes{{R"(parley_reloads_total{result="refused"})", 1},
                              {"parley_last_reload_successful", -1}}));
  daemon_.rewrite_config("rooms: {max: 7}\n");
  daemon_.signal(SIGHUP);
  daemon_.wait_for_log({"event=reloaded"});
  EXPECT_EQ(moved(), (Changes{{R"(parley_reloads_total{result="ok"})", 1},
                              {"parley_last_reload_successful", 1},
                              {"parley_rooms_limit", 7 - 10'000}}));
}

TEST_F(Scrape, RemembersHowLongAQueueHasBeen) {
  Member a = join(daemon_.port(), "tea");
  const std::string padding(40'000, 'x');
  a.ws.send(R"({"type":"draw","receiver":"room","data":")" + padding + R"("})");
  const double queued = framed(a.ws.read_text().size());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(scrape().value("parley_output_queue_high_water_bytes"), queued);
  }
}

/// However many come, and whatever they are called.
TEST_F(Scrape, HasASetOfSeriesThatNobodyCanEnlarge) {
  std::vector<Member> members;
  for (const char* room : {"tea", "coffee", "a-room-with-a-name"}) {
    members.push_back(join(daemon_.port(), room, "?username=Somebody"));
    members.back().ws.send(R"({"type":"made-up-type","receiver":"room"})");
    (void)members.back().ws.read();
  }
  const std::string after = text();
  const MetricsText now = parse_metrics(after);
  EXPECT_EQ(now.families, before_.families);
  ASSERT_EQ(now.samples.size(), before_.samples.size());
  for (const auto& [series, value] : before_.samples) EXPECT_TRUE(now.samples.contains(series));
  for (const auto& member : members) EXPECT_EQ(after.find(member.id), after.npos);
  for (const char* name : {"coffee", "a-room", "Somebody", "made-up", "127.0.0.1"}) {
    EXPECT_EQ(after.find(name), after.npos) << name;
  }
}

TEST(Scraping, MeasureTheRoundTripOfTheHeartbeat) {
  ParleydProcess daemon(ParleydOptions{.config = "heartbeat: {interval: 200ms, timeout: 1h}\n",
                                       .metrics_listen = {"127.0.0.1:0"}});
  const std::uint16_t port = metrics_port(daemon);
  const auto seconds = [&](const char* part) {
    return parse_metrics(http_get(port, "/metrics").body)
        .value(std::string{"parley_heartbeat_round_trip_seconds_"} + part);
  };
  Member a = join(daemon.port(), "tea");
  ASSERT_EQ(a.ws.read_frame().opcode, Opcode::Ping);
  // A sign of life that is no answer tells nothing about the way.
  a.ws.send(R"({"type":"greeting"})");
  const Frame ping = a.ws.read_frame();
  ASSERT_EQ(ping.opcode, Opcode::Ping);
  EXPECT_EQ(seconds("count"), 0);
  a.ws.send_frame(Opcode::Pong, ping.payload);
  (void)ask(a, {{"type", "get-ice-servers"}});  // by then the pong has been read
  EXPECT_EQ(seconds("count"), 1);
  EXPECT_GT(seconds("sum"), 0);
}

TEST(Scraping, CountHandshakesOfTlsThatFail) {
  const TlsFolder folder;
  ParleydProcess daemon(ParleydOptions{.config = folder.config(),
                                       .listen = {"127.0.0.1:0", "tls:127.0.0.1:0"},
                                       .metrics_listen = {"127.0.0.1:0"}});
  const std::uint16_t port = metrics_port(daemon);
  const auto before = parse_metrics(http_get(port, "/metrics").body);
  Socket plain = Socket::tcp(daemon.tls_port());
  plain.send("GET / HTTP/1.1\r\nHost: parley.example\r\n\r\n");
  plain.shut_down_sending();
  (void)plain.read_to_end();
  const auto after = parse_metrics(http_get(port, "/metrics").body);
  const std::string series = R"(parley_handshake_failures_total{cause="tls"})";
  EXPECT_EQ(after.value(series) - before.value(series), 1);
}

}  // namespace
}  // namespace parley::test
