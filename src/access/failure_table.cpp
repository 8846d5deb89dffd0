// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/failure_table.hpp"

namespace parley::access {
namespace {

std::string_view bytes_of(const AddressKey& address) {
  return {reinterpret_cast<const char*>(address.data()), address.size()};
}

}  // namespace

void FailureTable::add(const std::optional<AddressKey>& address, std::string_view room_id,
                       TimePoint now) {
  if (address) add(addresses_, bytes_of(*address), limits_.by_address, now);
  add(rooms_, room_id, limits_.by_room, now);
}

bool FailureTable::is_address_over(const AddressKey& address, TimePoint now) const {
  return is_over(addresses_, bytes_of(address), limits_.by_address, now);
}

bool FailureTable::is_room_over(std::string_view room_id, TimePoint now) const {
  return is_over(rooms_, room_id, limits_.by_room, now);
}

void FailureTable::add(Table& table, std::string_view key, std::size_t limit, TimePoint now) {
  auto& [entries, by_key] = table;
  if (const auto found = by_key.find(key); found != by_key.end()) {
    entries.splice(entries.begin(), entries, found->second);
  } else {
    entries.push_front({std::string{key}, {}});
    by_key.emplace(entries.front().key, entries.begin());
  }
  auto& failures = entries.front().failures;
  failures.push_back(now);
  if (failures.size() > limit + 1) failures.erase(failures.begin());
  if (entries.size() <= limits_.entries) return;
  by_key.erase(entries.back().key);
  entries.pop_back();
}

bool FailureTable::is_over(const Table& table, std::string_view key, std::size_t limit,
                           TimePoint now) const {
  const auto found = table.by_key.find(key);
  if (found == table.by_key.end()) return false;
  const auto& failures = found->second->failures;
  return failures.size() > limit && now - failures.front() < limits_.window;
}

}  // namespace parley::access
