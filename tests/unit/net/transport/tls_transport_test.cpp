// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/transport/tls_transport.hpp"

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/error.hpp>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "support/certificate_maker.hpp"
#include "support/memory/wound_loop.hpp"
#include "support/socket.hpp"
#include "support/temp_dir.hpp"
#include "support/tls_client.hpp"
#include "unit/net/transport/socket_pair.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

std::shared_ptr<const TlsContext> context_of_tests() {
  static const std::shared_ptr<const TlsContext> made = [] {
    const test::MadeCertificate certificate{test::CertificateOptions{}};
    const test::TempDir dir;
    return TlsContext::load({dir.write("server.pem", certificate.certificate_pem()),
                             dir.write("server.key", certificate.key_pem())})
        .context;
  }();
  return made;
}

class TlsTransportTest : public testing::Test {
 protected:
  void TearDown() override {
    transport_->close();
    loop_.settle();
  }

  /// A client that has shaken hands. It has its own thread for that: OpenSSL's client waits.
  test::TlsClient& shake_hands(const test::TlsClientOptions& options = {}) {
    auto made = std::async(std::launch::async, [this, options] {
      return std::make_unique<test::TlsClient>(pair_.theirs, options);
    });
    (void)next_read();
    while (made.wait_for(1ms) != std::future_status::ready) loop_.settle();
    client_ = made.get();
    loop_.settle();
    return *client_;
  }

  /// The read that has carried the handshake, until next_read().
  test::TransportRead& read() { return read_ ? *read_ : next_read(); }

  test::TransportRead& next_read() {
    read_ = std::make_unique<test::TransportRead>(loop_, *transport_);
    return *read_;
  }

  std::pair<std::size_t, error_code> send(std::string_view bytes) {
    error_code ec;
    const std::size_t count =
        transport_->try_send(boost::asio::buffer(bytes.data(), bytes.size()), ec);
    return {count, ec};
  }

  test::WoundLoop loop_;
  test::SocketPair pair_;
  std::unique_ptr<TlsTransport> transport_ =
      std::make_unique<TlsTransport>(loop_.executor(), AF_UNIX, pair_.ours, *context_of_tests());
  test::Socket peer_ = test::Socket::adopt(pair_.theirs);  // below TLS
  std::unique_ptr<test::TlsClient> client_;
  std::unique_ptr<test::TransportRead> read_;
};

TEST_F(TlsTransportTest, CarriesDataBothWays) {
  for (const char* version : {"1.2", "1.3"}) {
    test::TlsClient& client = shake_hands({.version = version});
    EXPECT_EQ(client.send_some("hello"), 5U);
    EXPECT_EQ(read().text(), "hello") << version;
    EXPECT_EQ(send("welcome"), (std::pair<std::size_t, error_code>{7, {}}));
    EXPECT_EQ(client.read_some(), "welcome") << version;
    // The next version over a new connection.
    transport_->close();
    loop_.settle();
    read_.reset();
    pair_ = {};
    transport_ =
        std::make_unique<TlsTransport>(loop_.executor(), AF_UNIX, pair_.ours, *context_of_tests());
    peer_ = test::Socket::adopt(pair_.theirs);
  }
}

TEST_F(TlsTransportTest, PassesOnTogetherWhatHasArrivedTogether) {
  test::TlsClient& client = shake_hands();
  EXPECT_EQ(client.send_some("one "), 4U);
  EXPECT_EQ(client.send_some("two "), 4U);
  EXPECT_EQ(client.send_some("three"), 5U);
  EXPECT_EQ(read().text(), "one two three");
}

/// A record that OpenSSL has read ahead does not make the descriptor ready.
TEST_F(TlsTransportTest, ReadsOnWhatOpenSslHasReadAhead) {
  test::TlsClient& client = shake_hands();
  const std::string record(16'000, 'x');
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.send_some(record), record.size());
  std::size_t total = read().text().size();
  while (total < 5 * record.size()) {
    const std::size_t more = next_read().text().size();
    ASSERT_GT(more, 0U);
    total += more;
  }
}

TEST_F(TlsTransportTest, TellsAProperEndFromNothing) {
  shake_hands().send_close_notify();
  EXPECT_EQ(read().ec(), boost::asio::error::eof);
}

TEST_F(TlsTransportTest, TakesTheEndOfTheSocketForAnEnd) {
  (void)shake_hands();
  peer_.shut_down_sending();
  EXPECT_TRUE(read().ec().has_value());
  EXPECT_NE(read().ec(), error_code{});
}

TEST_F(TlsTransportTest, PassesOnDataBeforeTheEndBehindIt) {
  test::TlsClient& client = shake_hands();
  EXPECT_EQ(client.send_some("last words"), 10U);
  client.send_close_notify();
  EXPECT_EQ(read().text(), "last words");
  EXPECT_EQ(next_read().ec(), boost::asio::error::eof);
}

TEST_F(TlsTransportTest, ReportsWhatIsNotTls) {
  peer_.send("GET / HTTP/1.1\r\nHost: parley.test\r\n\r\n");
  EXPECT_EQ(read().ec(), make_error_code(boost::system::errc::protocol_error));
  EXPECT_EQ(send("x").second, boost::asio::error::connection_aborted);
}

TEST_F(TlsTransportTest, BreaksOffIfTheHandshakeNeverEnds) {
  // The head of a ClientHello that announces 64 KiB, in records of 16 KiB.
  const std::string head{"\x16\x03\x01\x40\x00\x01\x00\xff\xff\x03\x03", 11};
  std::string flood = head + std::string(16 * 1024 - 6, 'x');
  const std::string next = std::string{"\x16\x03\x01\x40\x00", 5} + std::string(16 * 1024, 'x');
  flood += next + next;
  test::TransportRead& waits = read();
  while (!flood.empty() && !waits.ec()) flood.erase(0, peer_.send_some(flood));
  EXPECT_EQ(waits.ec(), make_error_code(boost::system::errc::protocol_error));
}

TEST_F(TlsTransportTest, BreaksOffOnAFloodWithoutData) {
  test::TlsClient& client = shake_hands({.version = "1.3"});
  test::TransportRead& waits = read();
  for (int i = 0; i < 5000 && !waits.ec(); ++i) {
    if (!client.change_keys()) loop_.settle();
  }
  EXPECT_EQ(waits.ec(), boost::asio::error::connection_aborted);
}

TEST_F(TlsTransportTest, SendsUntilTheKernelTakesNoMore) {
  test::TlsClient& client = shake_hands();
  const std::string portion(16 * 1024, 'x');
  error_code ec;
  while (!ec) ec = send(portion).second;
  EXPECT_EQ(ec, boost::asio::error::would_block);
  test::TransportOutcome writable;
  transport_->async_wait_writable(writable.completion());
  loop_.settle();
  EXPECT_EQ(writable.ec, std::nullopt);
  while (!writable.ec) {
    ASSERT_NE(client.read_some(), "");
    loop_.settle();
  }
  EXPECT_EQ(writable.ec, error_code{});
  EXPECT_GT(send(portion).first, 0U);
}

TEST_F(TlsTransportTest, SaysGoodbyeWhenItHasFinishedSending) {
  test::TlsClient& client = shake_hands();
  EXPECT_EQ(send("last").first, 4U);
  transport_->shutdown_send();
  EXPECT_EQ(client.read_some(), "last");
  EXPECT_EQ(client.read_some(), "");
  EXPECT_TRUE(client.has_ended_properly());
}

TEST_F(TlsTransportTest, AbortsAReadWhenItIsClosed) {
  (void)shake_hands();
  test::TransportRead& waits = read();
  EXPECT_EQ(waits.ec(), std::nullopt);
  transport_->close();
  EXPECT_EQ(waits.ec(), boost::asio::error::operation_aborted);
}

TEST_F(TlsTransportTest, GoesOnAfterItHasReleasedItsMemory) {
  test::TlsClient& client = shake_hands();
  transport_->release_memory();
  EXPECT_EQ(client.send_some("hello"), 5U);
  EXPECT_EQ(read().text(), "hello");
  transport_->release_memory();
  EXPECT_EQ(send("welcome").first, 7U);
  EXPECT_EQ(client.read_some(), "welcome");
}

}  // namespace
}  // namespace parley::net
