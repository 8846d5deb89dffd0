// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/visitor_table.hpp"

namespace parley::chat {
namespace {

/// The address has a fixed length, so no two pairs have the same key.
std::string visit_key(const AddressKey& address, std::string_view room_id) {
  std::string key{reinterpret_cast<const char*>(address.data()), address.size()};
  return key.append(room_id);
}

}  // namespace

void VisitorTable::add(const AddressKey& address, std::string_view room_id) {
  std::string key = visit_key(address, room_id);
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    return visits_.splice(visits_.begin(), visits_, found->second);
  }
  visits_.push_front(std::move(key));
  by_key_.emplace(visits_.front(), visits_.begin());
  if (visits_.size() <= limit_) return;
  by_key_.erase(visits_.back());
  visits_.pop_back();
}

bool VisitorTable::contains(const AddressKey& address, std::string_view room_id) const {
  return by_key_.contains(visit_key(address, room_id));
}

}  // namespace parley::chat
