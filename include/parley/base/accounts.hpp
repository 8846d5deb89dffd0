// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "parley/base/token_bucket.hpp"

namespace parley {

/// An address as limits count it: an IPv4 address mapped into IPv6 (RFC 4291 section 2.5.5.2), or
/// the /64 network of an IPv6 address, with zeros after it.
using AddressKey = std::array<std::uint8_t, 16>;

/// The resources that the clients of one address hold, and the rates at which they may get more.
/// AccountTable owns it. The classes that hold something for a client charge it; each of them
/// enforces its own limit.
struct Account {
  explicit Account(const AddressKey& address) : key(address) {}

  const AddressKey key;
  std::size_t holders = 0;       ///< AccountHolds
  std::size_t connections = 0;   ///< open connections
  std::size_t seats = 0;         ///< of suspended clients
  std::size_t kept_bytes = 0;    ///< messages kept for its sessions
  std::size_t output_bytes = 0;  ///< output queued for its connections
  TokenBucket new_connections;
  TokenBucket replays;           ///< bytes
  TimePoint remembered_until{};  ///< before this, a bucket has not recovered
};

/// Keeps an account alive. An empty one charges the client to no address.
class AccountHold {
 public:
  AccountHold() = default;
  explicit AccountHold(Account& account) noexcept : account_(&account) { ++account.holders; }
  AccountHold(const AccountHold& other) noexcept : account_(other.account_) {
    if (account_ != nullptr) ++account_->holders;
  }
  AccountHold(AccountHold&& other) noexcept : account_(std::exchange(other.account_, nullptr)) {}
  AccountHold& operator=(AccountHold other) noexcept {
    std::swap(account_, other.account_);
    return *this;
  }
  ~AccountHold() {
    if (account_ != nullptr) --account_->holders;
  }

  /// Null if this is empty.
  [[nodiscard]] Account* get() const noexcept { return account_; }

 private:
  Account* account_ = nullptr;
};

/// The accounts by address. It must outlive every AccountHold.
class AccountTable {
 public:
  AccountTable() = default;
  AccountTable(const AccountTable&) = delete;
  AccountTable& operator=(const AccountTable&) = delete;

  /// The account of this address, created if necessary.
  [[nodiscard]] AccountHold open(const AddressKey& key) {
    return AccountHold{accounts_.try_emplace(key, key).first->second};
  }

  [[nodiscard]] bool contains(const AddressKey& key) const { return accounts_.contains(key); }
  [[nodiscard]] std::size_t size() const noexcept { return accounts_.size(); }

  /// Forgets accounts without an AccountHold if `has_recovered` is true for them.
  template <class Predicate>
  void sweep(TimePoint now, Predicate has_recovered) {
    std::erase_if(accounts_, [&](const auto& entry) {
      const Account& account = entry.second;
      return account.holders == 0 && account.remembered_until <= now && has_recovered(account);
    });
  }

 private:
  struct KeyHash {
    std::size_t operator()(const AddressKey& key) const noexcept {
      std::uint64_t high = 0;
      std::uint64_t low = 0;
      std::memcpy(&high, key.data(), sizeof high);
      std::memcpy(&low, key.data() + sizeof high, sizeof low);
      constexpr std::uint64_t kMix = 0x9e3779b97f4a7c15;  // one of the two is nearly constant
      return static_cast<std::size_t>((high ^ (low << 1)) * kMix);
    }
  };

  std::unordered_map<AddressKey, Account, KeyHash> accounts_;
};

}  // namespace parley
