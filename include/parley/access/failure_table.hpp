// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parley/base/accounts.hpp"
#include "parley/base/scheduler.hpp"

namespace parley::access {

struct FailureLimits {
  std::size_t by_address = 10;  ///< maximum number of failures of an address within the window
  std::size_t by_room = 100;    ///< the same for a room, from all addresses
  Duration window = std::chrono::minutes{10};
  std::size_t entries = 10'000;  ///< maximum number of remembered addresses, and of rooms
};

/// Counts wrong credentials for each address that sent them and for each room, so that nobody can
/// guess passwords. The caller decides which clients to refuse. Memory is bounded: beyond
/// `entries` it forgets the entry whose last failure is the oldest.
class FailureTable {
 public:
  explicit FailureTable(const FailureLimits& limits = {}) : limits_(limits) {}

  FailureTable(const FailureTable&) = delete;
  FailureTable& operator=(const FailureTable&) = delete;

  /// `address` is nothing for a client that is charged to none.
  void add(const std::optional<AddressKey>& address, std::string_view room_id, TimePoint now);

  /// Whether the address, or the room, has exceeded its number of failures within the window.
  [[nodiscard]] bool is_address_over(const AddressKey& address, TimePoint now) const;
  [[nodiscard]] bool is_room_over(std::string_view room_id, TimePoint now) const;

 private:
  struct Entry {
    std::string key;
    std::vector<TimePoint> failures;  // the latest; at most one more than allowed
  };
  /// One of the two tables; the entry with the latest failure is in front.
  struct Table {
    std::list<Entry> entries;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key;
  };

  void add(Table& table, std::string_view key, std::size_t limit, TimePoint now);
  [[nodiscard]] bool is_over(const Table& table, std::string_view key, std::size_t limit,
                             TimePoint now) const;

  FailureLimits limits_;
  Table addresses_;
  Table rooms_;
};

}  // namespace parley::access
