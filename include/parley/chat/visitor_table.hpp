// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "parley/base/accounts.hpp"

namespace parley::chat {

/// The addresses from which somebody has given the right password of a room, so that others who
/// guess do not lock them out. Memory is bounded: beyond `entries` it forgets the one that was
/// there longest ago. Entrance owns it.
class VisitorTable {
 public:
  explicit VisitorTable(std::size_t entries = 10'000) : limit_(entries) {}
  VisitorTable(const VisitorTable&) = delete;
  VisitorTable& operator=(const VisitorTable&) = delete;

  void add(const AddressKey& address, std::string_view room_id);
  [[nodiscard]] bool contains(const AddressKey& address, std::string_view room_id) const;

 private:
  std::size_t limit_;
  std::list<std::string> visits_;  // the latest in front
  std::unordered_map<std::string_view, std::list<std::string>::iterator> by_key_;
};

}  // namespace parley::chat
