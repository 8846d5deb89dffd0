// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/admission.hpp"

#include <functional>

namespace parley::net {
namespace {

/// Takes one token if the bucket has one.
bool take_one(TokenBucket& bucket, const Rate& rate, TimePoint now) {
  if (bucket.wait(rate, now) > Duration::zero()) return false;
  (void)bucket.take(1, rate, now);
  return true;
}

}  // namespace

std::size_t Admission::AddressHash::operator()(const IpAddress& address) const noexcept {
  return std::hash<IpAddress>{}(address);
}

Admission::Result Admission::admit_connection(TimePoint now) {
  if (connections_ >= limits_.connections) return Refusal::TotalConnections;
  if (!take_one(rate_, limits_.new_connections, now)) return Refusal::TotalRate;
  ++connections_;
  return Ticket{*this, std::nullopt};
}

Admission::Result Admission::admit_address(const IpAddress& address, TimePoint now) {
  const IpAddress key = limit_key(address);
  // The total rate bounds how fast entries are added, and the sweep removes those that have
  // recovered. The cap is for rates that are configured far apart.
  const std::size_t cap = 4 * limits_.connections + 1024;
  if (addresses_.size() >= cap && !addresses_.contains(key)) return Refusal::AddressConnections;
  Account& account = addresses_[key];
  if (account.connections >= limits_.connections_per_address) return Refusal::AddressConnections;
  if (!take_one(account.rate, limits_.new_connections_per_address, now)) {
    return Refusal::AddressRate;
  }
  ++account.connections;
  return Ticket{*this, key};
}

Admission::Ticket Admission::readmit_connection() noexcept {
  ++connections_;
  return Ticket{*this, std::nullopt};
}

Admission::Ticket Admission::readmit_address(const IpAddress& address) {
  const IpAddress key = limit_key(address);
  ++addresses_[key].connections;
  return Ticket{*this, key};
}

void Admission::release(const std::optional<IpAddress>& key) {
  if (!key) {
    --connections_;
    return;
  }
  const auto account = addresses_.find(*key);
  --account->second.connections;
}

void Admission::sweep(TimePoint now) {
  constexpr double kRecovered = 1.0;
  std::erase_if(addresses_, [&](const auto& entry) {
    const Account& account = entry.second;
    return account.connections == 0 &&
           account.rate.has_share(kRecovered, limits_.new_connections_per_address, now);
  });
}

}  // namespace parley::net
