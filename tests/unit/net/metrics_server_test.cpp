// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/metrics_server.hpp"

#include <memory>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <gtest/gtest.h>

#include "parley/net/asio_scheduler.hpp"
#include "support/fake_event_log.hpp"
#include "support/http_client.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using test::HttpClient;
using test::Socket;

/// A server on the loop of a thread of its own.
class MetricsServerTest : public testing::Test {
 protected:
  MetricsServerTest() {
    server_ = std::make_unique<MetricsServer>(
        io_, scheduler_, [this] { return "answer " + std::to_string(++answers_) + "\n"; }, log_,
        Limits{.handshake_deadline = 2s});
    const ListenAddress address{.path = (folder_.path() / "metrics.sock").string()};
    server_->listen({address}, {});
    thread_ = std::thread([this] { io_.run(); });
  }
  ~MetricsServerTest() override {
    io_.stop();
    thread_.join();
    server_.reset();
  }

  [[nodiscard]] Socket connect() const {
    return Socket::unix_domain(folder_.path() / "metrics.sock");
  }

  test::TempDir folder_;
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      io_.get_executor()};
  AsioScheduler scheduler_{io_};
  test::FakeEventLog log_;
  int answers_ = 0;
  std::unique_ptr<MetricsServer> server_;
  std::thread thread_;
};

TEST_F(MetricsServerTest, MakesTheTextForEachRequestAndEndsTheConnection) {
  for (const char* body : {"answer 1\n", "answer 2\n"}) {
    HttpClient client{connect()};
    const auto response = client.get("/metrics");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, body);
    EXPECT_EQ(response.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(response.header("cache-control"), "no-store");
    client.expect_end();
  }
}

TEST_F(MetricsServerTest, AnswersHeadWithoutABody) {
  HttpClient client{connect()};
  client.send(test::http_request("HEAD", "/metrics"));
  const auto response = client.read_response(/*to_head=*/true);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("content-length"), "9");
  client.expect_end();
}

TEST_F(MetricsServerTest, HasNothingElse) {
  for (const char* target : {"/", "/metrics/", "/metricsx", "/healthz", "/room/tea", "/%"}) {
    HttpClient client{connect()};
    EXPECT_EQ(client.get(target).status, 404) << target;
    client.expect_end();
  }
  HttpClient client{connect()};
  EXPECT_EQ(client.request("POST", "/metrics").status, 405);
  EXPECT_EQ(HttpClient{connect()}.get("/room/tea/ws", test::upgrade_headers()).status, 404);
  EXPECT_EQ(answers_, 0);
}

TEST_F(MetricsServerTest, ClosesWhoComesOnTopAndWhoIsSilent) {
  std::vector<Socket> silent;
  for (std::size_t i = 0; i < MetricsServer::kMaxConnections; ++i) silent.push_back(connect());
  Socket on_top = connect();
  (void)on_top.try_send(test::http_request("GET", "/metrics"));
  EXPECT_EQ(on_top.read_to_end(), "");
  for (Socket& socket : silent) EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_EQ(HttpClient{connect()}.get("/metrics").status, 200);
}

TEST_F(MetricsServerTest, EndsWithConnectionsOpen) {
  HttpClient client{connect()};
  client.send("GET /metrics HTTP/1.1\r\n");
  io_.stop();
  thread_.join();
  server_.reset();
  client.expect_end();
  thread_ = std::thread([] {});
}

}  // namespace
}  // namespace parley::net
