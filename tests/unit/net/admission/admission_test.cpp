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
  /// Whether a client of this address is admitted now; its ticket is kept.
  bool admits(const char* address) { return take(admission_.admit(ip(address), now_)); }
  /// One without an address.
  bool admits_connection() { return take(admission_.admit(std::nullopt, now_)); }
  /// Behind a trusted peer, on a connection of its own.
  bool admits_forwarded(const char* address) {
    if (!take(admission_.admit_proxy())) return false;
    refusal_ = admission_.admit_client(tickets_.back(), ip(address), now_);
    return !refusal_;
  }
  Account& account(const char* address) { return *accounts_.open(account_key(ip(address))).get(); }

  bool take(Admission::Result result) {
    if (const auto* refusal = std::get_if<Refusal>(&result)) {
      refusal_ = *refusal;
      return false;
    }
    tickets_.push_back(std::get<Admission::Ticket>(std::move(result)));
    return true;
  }

  static IpAddress ip(const char* text) { return parse_address(text).value(); }

  Limits limits_{.connections = 10,
                 .connections_per_address = 2,
                 .new_connections = {1, 100},
                 .new_connections_per_address = {1, 100}};
  AccountTable accounts_;
  Admission admission_{limits_, accounts_};
  TimePoint now_{1000h};
  std::optional<Refusal> refusal_;
  std::vector<Admission::Ticket> tickets_;
};

TEST_F(AdmissionTest, AdmitsAsManyConnectionsAsTheLimitSays) {
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(admits_connection());
  EXPECT_FALSE(admits_connection());
  EXPECT_EQ(refusal_, Refusal::TotalConnections);
  EXPECT_EQ(admission_.connections(), 10U);
}

TEST_F(AdmissionTest, TakesAPlaceBackWithItsTicket) {
  for (int i = 0; i < 10; ++i) (void)admits_connection();
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

TEST_F(AdmissionTest, ARefusedAddressUsesUpNothingOfTheTotal) {
  limits_.new_connections = {0.001, 3};
  limits_.new_connections_per_address = {0.001, 2};
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(admits("203.0.113.1"));
    tickets_.clear();
  }
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(admits("203.0.113.1"));
  EXPECT_EQ(refusal_, Refusal::AddressRate);
  EXPECT_TRUE(admits("203.0.113.2"));
}

TEST_F(AdmissionTest, ARefusedForwardedAddressUsesUpNothingOfTheTotal) {
  limits_.new_connections = {0.001, 3};
  limits_.new_connections_per_address = {0.001, 2};
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(admits_forwarded("203.0.113.1"));
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(admits_forwarded("203.0.113.1"));
  tickets_.clear();
  EXPECT_TRUE(admits_forwarded("203.0.113.2"));
  EXPECT_FALSE(admits_forwarded("203.0.113.3"));
  EXPECT_EQ(refusal_, Refusal::TotalRate);
}

TEST_F(AdmissionTest, ATrustedPeerNeedsAPlaceBeforeItNamesAClient) {
  limits_.connections = 1;
  EXPECT_TRUE(take(admission_.admit_proxy()));
  EXPECT_FALSE(take(admission_.admit_proxy()));
  EXPECT_EQ(refusal_, Refusal::TotalConnections);
}

TEST_F(AdmissionTest, ATicketHasOnePlaceOfTheAddressThatWasForwarded) {
  (void)admits_forwarded("203.0.113.1");
  EXPECT_EQ(admission_.connections(), 1U);
  EXPECT_EQ(account("203.0.113.1").connections, 1U);
  tickets_.clear();
  EXPECT_EQ(admission_.connections(), 0U);
  EXPECT_EQ(account("203.0.113.1").connections, 0U);
}

TEST_F(AdmissionTest, AClientWithoutAForwardedAddressTakesTheRateOfTheTotal) {
  limits_.new_connections = {0.001, 1};
  Admission::Ticket ticket = std::get<Admission::Ticket>(admission_.admit_proxy());
  EXPECT_EQ(admission_.admit_client(ticket, std::nullopt, now_), std::nullopt);
  EXPECT_EQ(admission_.admit_client(ticket, std::nullopt, now_), Refusal::TotalRate);
}

TEST_F(AdmissionTest, CountsTheSeatsOfAnAddressAsItsConnections) {
  account("203.0.113.1").seats = 1;
  EXPECT_TRUE(admits("203.0.113.1"));
  EXPECT_FALSE(admits("203.0.113.1"));
  EXPECT_EQ(refusal_, Refusal::AddressConnections);
}

TEST_F(AdmissionTest, ReadmitsBeyondEveryLimit) {
  limits_.connections = 2;
  for (int i = 0; i < 2; ++i) (void)admits("203.0.113.1");
  tickets_.push_back(admission_.readmit());
  admission_.readmit_address(tickets_.back(), ip("203.0.113.1"));
  EXPECT_EQ(admission_.connections(), 3U);
  tickets_.clear();
  EXPECT_EQ(admission_.connections(), 0U);
}

TEST_F(AdmissionTest, CountsTheReadmittedAgainstTheLimits) {
  for (int i = 0; i < 2; ++i) {
    tickets_.push_back(admission_.readmit());
    admission_.readmit_address(tickets_.back(), ip("203.0.113.1"));
  }
  EXPECT_FALSE(admits("203.0.113.1"));
}

TEST_F(AdmissionTest, ForgetsAnAddressThatIsGoneAndHasRecovered) {
  (void)admits("203.0.113.1");
  tickets_.clear();
  admission_.sweep(now_ + 999ms);
  EXPECT_EQ(accounts_.size(), 1U);
  admission_.sweep(now_ + 1s);
  EXPECT_EQ(accounts_.size(), 0U);
}

TEST_F(AdmissionTest, RemembersAnAddressThatIsThere) {
  (void)admits("203.0.113.1");
  admission_.sweep(now_ + 1h);
  EXPECT_EQ(accounts_.size(), 1U);
}

TEST_F(AdmissionTest, RemembersABoundedNumberOfAddresses) {
  limits_.new_connections = {1e9, 1e9};
  limits_.new_connections_per_address = {0.001, 100};
  const auto nth = [](unsigned n) { return IpAddress{boost::asio::ip::address_v4{n}}; };
  const std::size_t most = 4 * limits_.connections + 1024;
  for (unsigned n = 0; n < most; ++n) {
    EXPECT_TRUE(take(admission_.admit(nth(n), now_)));
    tickets_.clear();
  }
  EXPECT_FALSE(take(admission_.admit(nth(999'999), now_)));
  EXPECT_EQ(refusal_, Refusal::AddressConnections);
  EXPECT_TRUE(take(admission_.admit(nth(7), now_)));  // it is known already
}

TEST_F(AdmissionTest, TakesALimitThatIsChanged) {
  for (int i = 0; i < 10; ++i) (void)admits_connection();
  limits_.connections = 11;
  EXPECT_TRUE(admits_connection());
  limits_.connections = 9;
  EXPECT_FALSE(admits_connection());
  EXPECT_EQ(admission_.connections(), 11U);  // nobody is thrown out
}

}  // namespace
}  // namespace parley::net
