// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/admission.hpp"

#include <chrono>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

using namespace std::chrono_literals;

class AdmissionTest : public testing::Test {
 protected:
  /// Whether an address is admitted now; its ticket is kept.
  bool admits(const char* address) { return take(admission_.admit_address(ip(address), now_)); }
  bool admits_connection() { return take(admission_.admit_connection(now_)); }

  bool take(Admission::Result result) {
    if (const auto* refusal = std::get_if<Refusal>(&result)) {
      refusal_ = *refusal;
      return false;
    }
    tickets_.push_back(std::get<Admission::Ticket>(std::move(result)));
    return true;
  }

  static IpAddress ip(const char* text) { return parse_address(text).value(); }

  Limits limits_{.connections = 3,
                 .connections_per_address = 2,
                 .new_connections = {1, 100},
                 .new_connections_per_address = {1, 100}};
  Admission admission_{limits_};
  TimePoint now_{1000h};
  std::optional<Refusal> refusal_;
  std::vector<Admission::Ticket> tickets_;
};

TEST_F(AdmissionTest, AdmitsAsManyConnectionsAsTheLimitSays) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(admits_connection());
  EXPECT_FALSE(admits_connection());
  EXPECT_EQ(refusal_, Refusal::TotalConnections);
  EXPECT_EQ(admission_.connections(), 3U);
}

TEST_F(AdmissionTest, TakesAPlaceBackWithItsTicket) {
  for (int i = 0; i < 3; ++i) (void)admits_connection();
  tickets_.pop_back();
  EXPECT_TRUE(admits_connection());
}

TEST_F(AdmissionTest, GivesAPlaceBackOnceAlthoughItsTicketIsMoved) {
  (void)admits_connection();
  {
    const Admission::Ticket moved = std::move(tickets_.back());
    tickets_.clear();
    EXPECT_EQ(admission_.connections(), 1U);
  }
  EXPECT_EQ(admission_.connections(), 0U);
}

TEST_F(AdmissionTest, LimitsTheRateOfNewConnections) {
  limits_.new_connections = {2, 1};
  EXPECT_TRUE(admits_connection());
  EXPECT_FALSE(admits_connection());
  EXPECT_EQ(refusal_, Refusal::TotalRate);
  now_ += 500ms;
  EXPECT_TRUE(admits_connection());
}

TEST_F(AdmissionTest, CountsEachAddressForItself) {
  EXPECT_TRUE(admits("203.0.113.1"));
  EXPECT_TRUE(admits("203.0.113.1"));
  EXPECT_FALSE(admits("203.0.113.1"));
  EXPECT_EQ(refusal_, Refusal::AddressConnections);
  EXPECT_TRUE(admits("203.0.113.2"));
}

TEST_F(AdmissionTest, CountsAnIpv6NetworkAsOneAddress) {
  EXPECT_TRUE(admits("2001:db8:1:2::1"));
  EXPECT_TRUE(admits("2001:db8:1:2:ffff::9"));
  EXPECT_FALSE(admits("2001:db8:1:2::3"));
  EXPECT_TRUE(admits("2001:db8:1:3::1"));
}

TEST_F(AdmissionTest, LimitsTheRateOfAnAddress) {
  limits_.new_connections_per_address = {2, 1};
  EXPECT_TRUE(admits("203.0.113.1"));
  tickets_.clear();
  EXPECT_FALSE(admits("203.0.113.1"));
  EXPECT_EQ(refusal_, Refusal::AddressRate);
  EXPECT_TRUE(admits("203.0.113.2"));
  now_ += 500ms;
  EXPECT_TRUE(admits("203.0.113.1"));
}

TEST_F(AdmissionTest, ARefusedAddressCostsNoToken) {
  limits_.new_connections_per_address = {1, 2};
  limits_.connections_per_address = 1;
  (void)admits("203.0.113.1");
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(admits("203.0.113.1"));
  tickets_.clear();
  EXPECT_TRUE(admits("203.0.113.1"));
}

TEST_F(AdmissionTest, ReadmitsBeyondEveryLimit) {
  for (int i = 0; i < 3; ++i) (void)admits_connection();
  for (int i = 0; i < 2; ++i) (void)admits("203.0.113.1");
  tickets_.push_back(admission_.readmit_connection());
  tickets_.push_back(admission_.readmit_address(ip("203.0.113.1")));
  EXPECT_EQ(admission_.connections(), 4U);
  tickets_.clear();
  EXPECT_EQ(admission_.connections(), 0U);
}

TEST_F(AdmissionTest, CountsTheReadmittedAgainstTheLimits) {
  for (int i = 0; i < 2; ++i) tickets_.push_back(admission_.readmit_address(ip("203.0.113.1")));
  EXPECT_FALSE(admits("203.0.113.1"));
}

TEST_F(AdmissionTest, ForgetsAnAddressThatIsGoneAndHasRecovered) {
  (void)admits("203.0.113.1");
  tickets_.clear();
  admission_.sweep(now_ + 999ms);
  EXPECT_EQ(admission_.known_addresses(), 1U);
  admission_.sweep(now_ + 1s);
  EXPECT_EQ(admission_.known_addresses(), 0U);
}

TEST_F(AdmissionTest, RemembersAnAddressThatIsThere) {
  (void)admits("203.0.113.1");
  admission_.sweep(now_ + 1h);
  EXPECT_EQ(admission_.known_addresses(), 1U);
}

TEST_F(AdmissionTest, RemembersABoundedNumberOfAddresses) {
  limits_.new_connections_per_address = {0.001, 100};
  const auto nth = [](unsigned n) { return IpAddress{boost::asio::ip::address_v4{n}}; };
  const std::size_t most = 4 * limits_.connections + 1024;
  for (unsigned n = 0; n < most; ++n) {
    EXPECT_TRUE(take(admission_.admit_address(nth(n), now_)));
    tickets_.clear();
  }
  EXPECT_FALSE(take(admission_.admit_address(nth(999'999), now_)));
  EXPECT_EQ(refusal_, Refusal::AddressConnections);
  EXPECT_TRUE(take(admission_.admit_address(nth(7), now_)));  // it is known already
}

TEST_F(AdmissionTest, TakesALimitThatIsChanged) {
  for (int i = 0; i < 3; ++i) (void)admits_connection();
  limits_.connections = 4;
  EXPECT_TRUE(admits_connection());
  limits_.connections = 2;
  EXPECT_FALSE(admits_connection());
  EXPECT_EQ(admission_.connections(), 4U);  // nobody is thrown out
}

}  // namespace
}  // namespace parley::net
