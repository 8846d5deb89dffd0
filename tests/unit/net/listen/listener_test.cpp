// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/listen/listener.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/listen/descriptor.hpp"
#include "net/listen/open_listener.hpp"
#include "support/fake_event_log.hpp"
#include "support/memory/wound_loop.hpp"
#include "support/socket.hpp"
#include "support/temp_dir.hpp"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// No descriptor can be opened while it lives.
class DescriptorShortage {
 public:
  DescriptorShortage() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const Descriptor next{::dup(STDIN_FILENO)};
    const rlimit none{static_cast<rlim_t>(next.get()), before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  DescriptorShortage(const DescriptorShortage&) = delete;
  DescriptorShortage& operator=(const DescriptorShortage&) = delete;
  ~DescriptorShortage() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

class ListenerTest : public testing::Test {
 protected:
  void TearDown() override {
    if (listener_) listener_->close();
    listener_.reset();
    loop_.settle();
  }

  void listen(ListenAddress address, ListenerOwner owner = ListenerOwner::Us) {
    const int descriptor = open_listener(address, {});
    listener_ = std::make_shared<Listener>(
        loop_.executor(), loop_.scheduler(), descriptor, address, owner,
        [this](const Listener::Accepted& accepted) { on_accept(accepted); }, log_, counters_);
    listener_->start();
  }
  void listen_on_tcp() { listen({.host = "127.0.0.1", .port = 0, .path = {}}); }

  test::Socket connect() { return test::Socket::tcp(listener_->address().port); }

  void on_accept(const Listener::Accepted& accepted) {
    descriptors_.emplace_back(accepted.descriptor);
    accepted_.push_back(accepted);
    if (has_no_memory_) throw std::bad_alloc{};
  }

  /// How often accepting was begun again after `pause`, and not earlier.
  bool resumes_after(Duration pause) {
    const std::uint64_t before = counters_.accept_errors;
    loop_.advance(pause - 1ms);
    if (counters_.accept_errors != before) return false;
    loop_.advance(1ms);
    return counters_.accept_errors == before + 1;
  }

  test::WoundLoop loop_;
  test::FakeEventLog log_;
  Counters counters_;
  test::TempDir dir_;
  bool has_no_memory_ = false;
  std::vector<Listener::Accepted> accepted_;
  std::vector<Descriptor> descriptors_;
  std::shared_ptr<Listener> listener_;
};

TEST_F(ListenerTest, PassesOnAConnectionWithTheAddressOfItsPeer) {
  listen_on_tcp();
  test::Socket client = connect();
  loop_.settle();
  ASSERT_EQ(accepted_.size(), 1U);
  EXPECT_EQ(accepted_[0].family, AF_INET);
  EXPECT_EQ(accepted_[0].peer, boost::asio::ip::make_address("127.0.0.1"));
  EXPECT_FALSE(accepted_[0].is_tls);
  EXPECT_EQ(counters_.connections, 1U);
  ASSERT_EQ(::send(accepted_[0].descriptor, "hello", 5, 0), 5);
  EXPECT_EQ(client.read_some(), "hello");
}

TEST_F(ListenerTest, PassesOnThatItsClientsSpeakTls) {
  listen({.host = "::1", .port = 0, .path = {}, .is_tls = true});
  const test::Socket client = test::Socket::tcp6(listener_->address().port);
  loop_.settle();
  ASSERT_EQ(accepted_.size(), 1U);
  EXPECT_EQ(accepted_[0].family, AF_INET6);
  EXPECT_EQ(accepted_[0].peer, boost::asio::ip::make_address("::1"));
  EXPECT_TRUE(accepted_[0].is_tls);
}

TEST_F(ListenerTest, KnowsNoAddressOfAPeerOnAUnixSocket) {
  listen({.host = {}, .port = 0, .path = (dir_.path() / "parley.sock").string()});
  const test::Socket client = test::Socket::unix_domain(dir_.path() / "parley.sock");
  loop_.settle();
  ASSERT_EQ(accepted_.size(), 1U);
  EXPECT_EQ(accepted_[0].family, AF_UNIX);
  EXPECT_EQ(accepted_[0].peer, PeerAddress{});
}

/// 64 are accepted before others get their turn, and then the rest.
TEST_F(ListenerTest, GivesOthersTheirTurnWhileManyWait) {
  listen_on_tcp();
  std::vector<test::Socket> clients;
  for (int i = 0; i < 70; ++i) clients.push_back(connect());
  loop_.io().poll_one();
  EXPECT_EQ(accepted_.size(), 64U);
  loop_.settle();
  EXPECT_EQ(accepted_.size(), 70U);
}

TEST_F(ListenerTest, PausesWhileThereIsNoDescriptorAndThenGoesOn) {
  listen_on_tcp();
  const test::Socket client = connect();
  {
    const DescriptorShortage shortage;
    loop_.settle();
    EXPECT_EQ(counters_.accept_errors, 1U);
    EXPECT_TRUE(resumes_after(10ms));
  }
  EXPECT_TRUE(accepted_.empty());
  loop_.advance(20ms);
  EXPECT_EQ(accepted_.size(), 1U);
  EXPECT_THAT(log_.lines, ElementsAre("accept-paused listener=" + listener_->address().to_string() +
                                      " error=Too many open files"));
}

TEST_F(ListenerTest, PausesLongerEachTimeUpToASecond) {
  listen_on_tcp();
  const test::Socket client = connect();
  const DescriptorShortage shortage;
  loop_.settle();
  for (const auto pause : {10ms, 20ms, 40ms, 80ms, 160ms, 320ms, 640ms, 1000ms, 1000ms}) {
    EXPECT_TRUE(resumes_after(pause)) << pause.count();
  }
}

TEST_F(ListenerTest, BeginsWithAShortPauseAgainOnceItHasAccepted) {
  listen_on_tcp();
  test::Socket first = connect();
  {
    const DescriptorShortage shortage;
    loop_.settle();
    EXPECT_TRUE(resumes_after(10ms));
    EXPECT_TRUE(resumes_after(20ms));
  }
  loop_.advance(40ms);
  ASSERT_EQ(accepted_.size(), 1U);
  test::Socket second = connect();
  const DescriptorShortage shortage;
  loop_.settle();
  EXPECT_TRUE(resumes_after(10ms));
}

TEST_F(ListenerTest, LogsAShortageOnceInTenSeconds) {
  listen_on_tcp();
  const test::Socket client = connect();
  const DescriptorShortage shortage;
  loop_.settle();
  loop_.advance(9900ms);
  EXPECT_EQ(log_.lines.size(), 1U);
  loop_.advance(1100ms);
  EXPECT_EQ(log_.lines.size(), 2U);
}

TEST_F(ListenerTest, PausesIfNobodyCanTakeTheConnection) {
  has_no_memory_ = true;
  listen_on_tcp();
  const test::Socket first = connect();
  const test::Socket second = connect();
  loop_.settle();
  EXPECT_EQ(accepted_.size(), 1U);
  EXPECT_EQ(counters_.accept_errors, 1U);
  has_no_memory_ = false;
  loop_.advance(10ms);
  EXPECT_EQ(accepted_.size(), 2U);
}

TEST_F(ListenerTest, AcceptsNobodyOnceItIsClosed) {
  listen_on_tcp();
  const std::uint16_t port = listener_->address().port;
  listener_->close();
  listener_->close();
  loop_.settle();
  EXPECT_THROW((void)test::Socket::tcp(port), std::system_error);
  EXPECT_TRUE(accepted_.empty());
}

TEST_F(ListenerTest, StaysClosedIfItIsClosedInAPause) {
  listen_on_tcp();
  const test::Socket client = connect();
  const DescriptorShortage shortage;
  loop_.settle();
  EXPECT_EQ(loop_.scheduler().pending(), 1U);
  listener_->close();
  EXPECT_EQ(loop_.scheduler().pending(), 0U);
}

TEST_F(ListenerTest, MayBeClosedByWhomItTellsOfAConnection) {
  ListenAddress address{.host = "127.0.0.1", .port = 0, .path = {}};
  const int descriptor = open_listener(address, {});
  listener_ = std::make_shared<Listener>(
      loop_.executor(), loop_.scheduler(), descriptor, address, ListenerOwner::Us,
      [this](const Listener::Accepted& accepted) {
        on_accept(accepted);
        listener_->close();
      },
      log_, counters_);
  listener_->start();
  const test::Socket first = connect();
  const test::Socket second = connect();
  loop_.settle();
  EXPECT_EQ(accepted_.size(), 1U);
}

TEST_F(ListenerTest, RemovesItsOwnUnixSocketAndLeavesThatOfTheServiceManager) {
  const auto path = dir_.path() / "parley.sock";
  listen({.host = {}, .port = 0, .path = path.string()});
  listener_->close();
  EXPECT_FALSE(std::filesystem::exists(path));
  listen({.host = {}, .port = 0, .path = path.string()}, ListenerOwner::ServiceManager);
  listener_->close();
  EXPECT_TRUE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace parley::net
