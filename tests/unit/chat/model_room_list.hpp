// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace parley::model {

/// Who is in the room as a client of parley.v1 knows it, from lists and changes. It finds out by
/// the versions when something is missing; asking for the list is its owner's.
class RoomList {
 public:
  using Json = nlohmann::json;
  struct Entry {
    std::string username;
    bool is_suspended = false;
    [[nodiscard]] bool operator==(const Entry&) const = default;
  };
  using Entries = std::map<std::string, Entry>;

  /// `room` is {version, clients}.
  void set(const Json& room) {
    version_ = room.at("version").get<std::uint64_t>();
    entries_.clear();
    for (const Json& client : room.at("clients")) add(client);
    is_stale_ = false;
  }

  /// We are back, and a replay is coming that ends at `version` unless something is left out.
  void begin_replay(std::uint64_t version) {
    target_ = version;
    is_replaying_ = true;
  }
  void end_replay() {
    is_replaying_ = false;
    if (version_ < target_) is_stale_ = true;
  }

  /// False if there can be no such change, or it must not be the next one: only in a replay, and
  /// where the server goes down without a word, changes `may_miss`.
  [[nodiscard]] bool apply(std::string_view type, const Json& data, bool may_miss) {
    const auto version = data.at("version").get<std::uint64_t>();
    if (version <= version_) return false;
    if (is_stale_) return true;  // the list that we wait for has it
    if (version != version_ + 1) {
      is_stale_ = true;
      return is_replaying_ || may_miss;
    }
    version_ = version;
    if (type == "client-joined") {
      return !entries_.contains(data.at("client").at("id")) && add(data.at("client"));
    }
    const Json& id = type == "client-updated" ? data.at("client").at("id") : data.at("id");
    const auto entry = entries_.find(id.get<std::string>());
    if (entry == entries_.end()) return false;
    if (type == "client-updated") {  // another name, and nothing else
      entry->second.username = data.at("client").at("username");
      return true;
    }
    if (type == "client-left") return entries_.erase(entry), data.contains("reason");
    const bool is_suspended = type == "client-suspended";
    return std::exchange(entry->second.is_suspended, is_suspended) != is_suspended;
  }

  /// A change is missing: the list is to be asked for.
  [[nodiscard]] bool is_stale() const noexcept { return is_stale_; }
  [[nodiscard]] bool is_replaying() const noexcept { return is_replaying_; }
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
  [[nodiscard]] const Entries& entries() const noexcept { return entries_; }

 private:
  bool add(const Json& client) {
    entries_[client.at("id")] = {client.at("username"), client.contains("suspended")};
    return true;
  }

  Entries entries_;
  std::uint64_t version_ = 0;
  std::uint64_t target_ = 0;
  bool is_replaying_ = false;
  bool is_stale_ = false;
};

}  // namespace parley::model
