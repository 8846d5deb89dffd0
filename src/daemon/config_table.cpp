// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_table.hpp"

#include <algorithm>

#include "daemon/config_keys/groups.hpp"

namespace parley::daemon {

const FieldEntry* ObjectEntry::find(std::string_view name) const {
  const auto field = std::ranges::find(fields, name, &FieldEntry::name);
  return field == fields.end() ? nullptr : &*field;
}

const std::vector<Group>& config_groups() {
  static const std::vector<Group> groups{address_keys(),
                                         ice_server_keys(),
                                         heartbeat_keys(),
                                         room_keys(),
                                         access_keys(),
                                         resume_keys(),
                                         message_limit_keys(),
                                         output_limit_keys(),
                                         connection_limit_keys(),
                                         http_limit_keys(),
                                         drain_keys(),
                                         metrics_keys(),
                                         log_keys()};
  return groups;
}

const std::vector<Key>& config_table() {
  static const std::vector<Key> table = [] {
    std::vector<Key> keys;
    for (const Group& group : config_groups()) {
      keys.insert(keys.end(), group.keys.begin(), group.keys.end());
    }
    return keys;
  }();
  return table;
}

std::string section_of(const Key& key) {
  const std::size_t dot = key.path.find('.');
  return dot == std::string::npos ? std::string{} : key.path.substr(0, dot);
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kMaxBytes = 64;
  std::string out{'"'};
  for (const char c : text.substr(0, kMaxBytes)) out += c >= ' ' && c <= '~' ? c : '?';
  out += text.size() > kMaxBytes ? "…\"" : "\"";
  return out;
}

}  // namespace parley::daemon
