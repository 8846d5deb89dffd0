// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

#include "parley/base/token_bucket.hpp"
#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/admission/refusal.hpp"

namespace parley::net {

/// Counts connections, in total and by address, and the rate of new ones. Its tables are bounded:
/// it remembers an address while that has connections or its rate has not recovered.
class Admission {
 public:
  explicit Admission(const Limits& limits) : limits_(limits) {}
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

  /// A granted place. Its destructor releases it.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept
        : admission_(std::exchange(other.admission_, nullptr)), key_(std::move(other.key_)) {}
    Ticket& operator=(Ticket&& other) noexcept {
      std::swap(admission_, other.admission_);
      std::swap(key_, other.key_);
      return *this;
    }
    ~Ticket() {
      if (admission_ != nullptr) admission_->release(key_);
    }

   private:
    friend class Admission;
    Ticket(Admission& admission, std::optional<IpAddress> key)
        : admission_(&admission), key_(std::move(key)) {}

    Admission* admission_ = nullptr;
    std::optional<IpAddress> key_;  // nothing: a place in the total
  };

  using Result = std::variant<Ticket, Refusal>;

  /// Grants a place in the total, for any new connection.
  [[nodiscard]] Result admit_connection(TimePoint now);

  /// Grants a place of this address.
  [[nodiscard]] Result admit_address(const IpAddress& address, TimePoint now);

  /// Grants a place to a client that resumes its session, without checking any limit.
  [[nodiscard]] Ticket readmit_connection() noexcept;
  [[nodiscard]] Ticket readmit_address(const IpAddress& address);

  /// Forgets addresses without connections whose rate has recovered.
  void sweep(TimePoint now);

  [[nodiscard]] std::size_t connections() const noexcept { return connections_; }
  [[nodiscard]] std::size_t known_addresses() const noexcept { return addresses_.size(); }

 private:
  struct Account {
    std::size_t connections = 0;
    TokenBucket rate;
  };
  struct AddressHash {
    std::size_t operator()(const IpAddress& address) const noexcept;
  };

  void release(const std::optional<IpAddress>& key);

  const Limits& limits_;
  std::size_t connections_ = 0;
  TokenBucket rate_;
  std::unordered_map<IpAddress, Account, AddressHash> addresses_;
};

}  // namespace parley::net
