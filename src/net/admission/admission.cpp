// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/admission.hpp"

namespace parley::net {
namespace {

/// Takes one token if the bucket has one.
bool take_one(TokenBucket& bucket, const Rate& rate, TimePoint now) {
  if (bucket.wait(rate, now) > Duration::zero()) return false;
  (void)bucket.take(1, rate, now);
  return true;
}

}  // namespace

Admission::Result Admission::admit(const PeerAddress& address, TimePoint now) {
  AccountHold account;
  if (address) {
    auto asked = ask_address(*address, now);
    if (const auto* refusal = std::get_if<Refusal>(&asked)) return *refusal;
    account = std::get<AccountHold>(std::move(asked));
  }
  if (connections_ >= limits_.connections) return Refusal::TotalConnections;
  if (!take_rate(now)) return Refusal::TotalRate;
  Ticket ticket{*this};
  if (account.get() != nullptr) ticket.charge(std::move(account));
  return ticket;
}

Admission::Result Admission::admit_proxy() {
  if (connections_ >= limits_.connections) return Refusal::TotalConnections;
  return Ticket{*this};
}

std::optional<Refusal> Admission::admit_client(Ticket& ticket, const PeerAddress& address,
                                               TimePoint now) {
  AccountHold account;
  if (address) {
    auto asked = ask_address(*address, now);
    if (const auto* refusal = std::get_if<Refusal>(&asked)) return *refusal;
    account = std::get<AccountHold>(std::move(asked));
  }
  if (!take_rate(now)) return Refusal::TotalRate;
  if (account.get() != nullptr) ticket.charge(std::move(account));
  return std::nullopt;
}

std::variant<AccountHold, Refusal> Admission::ask_address(const IpAddress& address, TimePoint now) {
  const AddressKey key = account_key(address);
  // The sweep removes accounts that have recovered, most of them within a second. The cap is for
  // rates that are configured far apart.
  const std::size_t cap = 4 * limits_.connections + 1024;
  if (accounts_.size() >= cap && !accounts_.contains(key)) return Refusal::AddressConnections;
  AccountHold account = accounts_.open(key);
  if (account.get()->connections + account.get()->seats >= limits_.connections_per_address) {
    return Refusal::AddressConnections;
  }
  if (!take_one(account.get()->new_connections, limits_.new_connections_per_address, now)) {
    return Refusal::AddressRate;
  }
  return account;
}

bool Admission::take_rate(TimePoint now) {
  return take_one(rate_, limits_.new_connections, now);
}

void Admission::readmit_address(Ticket& ticket, const IpAddress& address) {
  ticket.charge(accounts_.open(account_key(address)));
}

void Admission::sweep(TimePoint now) {
  constexpr double kRecovered = 1.0;
  accounts_.sweep(now, [&](const Account& account) {
    return account.new_connections.has_share(kRecovered, limits_.new_connections_per_address, now);
  });
}

}  // namespace parley::net
