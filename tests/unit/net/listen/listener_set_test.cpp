// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/listen/listener_set.hpp"

#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/listen/descriptor.hpp"
#include "net/listen/open_listener.hpp"
#include "support/fake_event_log.hpp"
#include "support/memory/wound_loop.hpp"
#include "support/socket.hpp"

namespace parley::net {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

class ListenerSetTest : public testing::Test {
 protected:
  void TearDown() override {
    set_.close();
    loop_.settle();
  }

  /// An address that is listened on already, by nobody of the set.
  [[nodiscard]] static std::pair<Descriptor, ListenAddress> taken() {
    ListenAddress address{.host = "127.0.0.1", .port = 0, .path = {}};
    Descriptor descriptor{open_listener(address, {})};
    return {std::move(descriptor), address};
  }

  /// The port in the last line of the log.
  [[nodiscard]] std::uint16_t last_port() const {
    const std::string& line = log_.lines.back();
    return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
  }

  test::WoundLoop loop_;
  test::FakeEventLog log_;
  Counters counters_;
  std::vector<Descriptor> accepted_;
  ListenerSet set_{
      loop_.executor(), loop_.scheduler(),
      [this](const Listener::Accepted& accepted) { accepted_.emplace_back(accepted.descriptor); },
      log_, counters_};
  const ListenAddress any_port_{.host = "127.0.0.1", .port = 0, .path = {}};
  const ListenAddress foreign_{.host = "192.0.2.1", .port = 0, .path = {}};  // RFC 5737: nobody's
};

TEST_F(ListenerSetTest, AcceptsOnEachAddressAndLogsWhich) {
  set_.open({any_port_, any_port_}, {});
  ASSERT_EQ(log_.lines.size(), 2U);
  for (const std::string& line : log_.lines) {
    EXPECT_THAT(line, StartsWith("listening address=127.0.0.1:"));
    const auto port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
    (void)test::Socket::tcp(port);
    loop_.settle();
  }
  EXPECT_EQ(accepted_.size(), 2U);
}

TEST_F(ListenerSetTest, FailsOnAnAddressThatIsNotThere) {
  EXPECT_THROW(set_.open({foreign_}, {}), std::system_error);
}

TEST_F(ListenerSetTest, GoesOnWithoutAnOptionalAddressThatThisMachineLacks) {
  ListenAddress optional = foreign_;
  optional.is_optional = true;
  set_.open({optional, any_port_}, {});
  ASSERT_EQ(log_.lines.size(), 2U);
  EXPECT_THAT(log_.lines[0], StartsWith("not-listening address=192.0.2.1:0 error=cannot listen"));
  EXPECT_THAT(log_.lines[1], StartsWith("listening"));
}

TEST_F(ListenerSetTest, FailsOnAnOptionalAddressThatIsInUse) {
  auto [holder, address] = taken();
  address.is_optional = true;
  EXPECT_THROW(set_.open({address}, {}), std::system_error);
  EXPECT_TRUE(set_.empty());
}

TEST_F(ListenerSetTest, TakesOverWhatAServiceManagerListensOn) {
  auto [holder, address] = taken();
  set_.adopt({{holder.release(), false}});
  EXPECT_THAT(log_.lines, ElementsAre("listening address=" + address.to_string()));
  (void)test::Socket::tcp(address.port);
  loop_.settle();
  EXPECT_EQ(accepted_.size(), 1U);
}

TEST_F(ListenerSetTest, FailsOnADescriptorThatDoesNotListen) {
  EXPECT_THROW(set_.adopt({{9999, false}}), std::system_error);
  EXPECT_TRUE(set_.empty());
}

TEST_F(ListenerSetTest, ClosesOnlyWhatTheServiceManagerOwns) {
  auto [holder, address] = taken();
  // The service manager keeps the socket, as it does in a restart.
  const Descriptor manager{::dup(holder.get())};
  set_.adopt({{holder.release(), false}});
  set_.open({any_port_}, {});
  const std::uint16_t own = last_port();
  set_.close_adopted();
  const test::Socket waits = test::Socket::tcp(address.port);  // for the next process
  const test::Socket served = test::Socket::tcp(own);
  loop_.settle();
  EXPECT_EQ(accepted_.size(), 1U);
  EXPECT_FALSE(set_.empty());
}

TEST_F(ListenerSetTest, AcceptsNobodyOnceItIsClosed) {
  set_.open({any_port_}, {});
  const std::uint16_t port = last_port();
  set_.close();
  EXPECT_TRUE(set_.empty());
  EXPECT_THROW((void)test::Socket::tcp(port), std::system_error);
}

}  // namespace
}  // namespace parley::net
