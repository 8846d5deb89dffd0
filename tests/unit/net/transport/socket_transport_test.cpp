// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/transport/socket_transport.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/error.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "support/memory/wound_loop.hpp"
#include "support/socket.hpp"
#include "unit/net/transport/socket_pair.hpp"

namespace parley::net {
namespace {

class SocketTransportTest : public testing::Test {
 protected:
  void TearDown() override {
    transport_->close();
    loop_.settle();
  }

  std::pair<std::size_t, error_code> send(std::string_view bytes) {
    error_code ec;
    const std::size_t count =
        transport_->try_send(boost::asio::buffer(bytes.data(), bytes.size()), ec);
    return {count, ec};
  }

  /// Until the kernel takes no more.
  std::size_t fill() {
    const std::string portion(64 * 1024, 'x');
    std::size_t total = 0;
    for (;;) {
      const auto [count, ec] = send(portion);
      if (ec) return total;
      total += count;
    }
  }

  test::WoundLoop loop_;
  test::SocketPair pair_;
  std::unique_ptr<SocketTransport> transport_ =
      std::make_unique<SocketTransport>(loop_.executor(), AF_UNIX, pair_.ours);
  test::Socket peer_ = test::Socket::adopt(pair_.theirs);
};

TEST_F(SocketTransportTest, ReadsWhatArrivesAndThenTheEnd) {
  test::TransportRead first{loop_, *transport_};
  EXPECT_EQ(first.ec(), std::nullopt);
  peer_.send("hello");
  EXPECT_EQ(first.ec(), error_code{});
  EXPECT_EQ(first.text(), "hello");
  peer_.shut_down_sending();
  test::TransportRead second{loop_, *transport_};
  EXPECT_EQ(second.ec(), boost::asio::error::eof);
}

TEST_F(SocketTransportTest, CompletesNoReadInsideTheCallThatStartsIt) {
  peer_.send("hello");
  test::TransportOutcome outcome;
  std::array<char, 16> buffer{};
  transport_->async_read_some(boost::asio::buffer(buffer), outcome.completion());
  EXPECT_EQ(outcome.ec, std::nullopt);
  loop_.settle();
  EXPECT_EQ(outcome.bytes, 5U);
}

TEST_F(SocketTransportTest, SendsUntilTheKernelTakesNoMoreAndSaysWhenItDoes) {
  const std::size_t total = fill();
  EXPECT_EQ(send("x").second, boost::asio::error::would_block);
  test::TransportOutcome writable;
  transport_->async_wait_writable(writable.completion());
  loop_.settle();
  EXPECT_EQ(writable.ec, std::nullopt);
  std::size_t received = 0;
  while (received < total) received += peer_.read_some().size();
  loop_.settle();
  EXPECT_EQ(writable.ec, error_code{});
  EXPECT_EQ(send("x"), (std::pair<std::size_t, error_code>{1, {}}));
}

TEST_F(SocketTransportTest, GoesOnReadingOnceItHasFinishedSending) {
  EXPECT_EQ(send("last").first, 4U);
  transport_->shutdown_send();
  EXPECT_EQ(peer_.read_to_end(), "last");
  test::TransportRead read{loop_, *transport_};
  peer_.send("late");
  EXPECT_EQ(read.text(), "late");
}

/// A signal would end the daemon.
TEST_F(SocketTransportTest, ReportsThatThePeerHasGoneAndRaisesNoSignal) {
  peer_ = test::Socket::adopt(::socket(AF_UNIX, SOCK_STREAM, 0));
  EXPECT_EQ(send("x").second, boost::asio::error::broken_pipe);
}

TEST_F(SocketTransportTest, AbortsWhatWaitsWhenItIsClosed) {
  fill();
  test::TransportRead read{loop_, *transport_};
  test::TransportOutcome writable;
  transport_->async_wait_writable(writable.completion());
  loop_.settle();
  transport_->close();
  EXPECT_EQ(read.ec(), boost::asio::error::operation_aborted);
  EXPECT_EQ(writable.ec, boost::asio::error::operation_aborted);
}

TEST_F(SocketTransportTest, ClosesADescriptorThatCannotBeWatched) {
  // It is watched already, which epoll refuses to do twice.
  EXPECT_THROW(SocketTransport(loop_.executor(), AF_UNIX, pair_.ours), boost::system::system_error);
  EXPECT_EQ(::fcntl(pair_.ours, F_GETFD), -1);
}

}  // namespace
}  // namespace parley::net
