// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

#include "parley/base/accounts.hpp"
#include "parley/base/token_bucket.hpp"
#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/admission/refusal.hpp"

namespace parley::net {

/// Admits connections: their number, in total and by address, and the rate of new ones. The seats
/// of an address count as its connections. It remembers a bounded number of addresses: those that
/// hold something, and those whose rates have not recovered.
class Admission {
 public:
  Admission(const Limits& limits, AccountTable& accounts) : limits_(limits), accounts_(accounts) {}
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

  /// The place of one connection. It counts toward the total and, if it is charged to an address,
  /// toward the limit of that address. Its destructor releases the place.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept
        : admission_(std::exchange(other.admission_, nullptr)),
          account_(std::move(other.account_)) {}
    Ticket& operator=(Ticket&& other) noexcept {
      std::swap(admission_, other.admission_);
      std::swap(account_, other.account_);
      return *this;
    }
    ~Ticket() {
      if (admission_ != nullptr) --admission_->connections_;
      if (Account* const account = account_.get()) --account->connections;
    }

    /// Empty if it is charged to no address.
    [[nodiscard]] const AccountHold& account() const noexcept { return account_; }

   private:
    friend class Admission;
    explicit Ticket(Admission& admission) noexcept : admission_(&admission) {
      ++admission.connections_;
    }
    void charge(AccountHold account) noexcept {
      ++account.get()->connections;
      account_ = std::move(account);
    }

    Admission* admission_ = nullptr;
    AccountHold account_;
  };

  using Result = std::variant<Ticket, Refusal>;

  /// Admits a new connection of a client. Without an address, it is on a Unix socket. The limits of
  /// the address are checked first: a refused connection must not use the rate that all clients
  /// share.
  [[nodiscard]] Result admit(const PeerAddress& address, TimePoint now);

  /// Admits a new connection of a trusted peer. It has a place, but no client yet.
  [[nodiscard]] Result admit_proxy();

  /// Admits the client for which a trusted peer uses its connection, with its address if known.
  /// Charges the ticket of admit_proxy() to the address. Charges the total rate only if the limits
  /// of the address permit the client.
  [[nodiscard]] std::optional<Refusal> admit_client(Ticket& ticket, const PeerAddress& address,
                                                    TimePoint now);

  /// A place for a client that resumes its session, without checking any limit.
  [[nodiscard]] Ticket readmit() noexcept { return Ticket{*this}; }
  void readmit_address(Ticket& ticket, const IpAddress& address);

  /// Forgets addresses that hold nothing and whose rates have recovered.
  void sweep(TimePoint now);

  [[nodiscard]] std::size_t connections() const noexcept { return connections_; }

 private:
  [[nodiscard]] std::variant<AccountHold, Refusal> ask_address(const IpAddress& address,
                                                               TimePoint now);
  [[nodiscard]] bool take_rate(TimePoint now);

  const Limits& limits_;
  AccountTable& accounts_;
  std::size_t connections_ = 0;
  TokenBucket rate_;
};

}  // namespace parley::net
