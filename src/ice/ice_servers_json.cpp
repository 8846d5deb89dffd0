// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <utility>

#include <nlohmann/json.hpp>

#include "parley/ice/ice_server.hpp"

namespace parley::ice {

std::optional<std::string> ice_servers_json(const std::vector<IceServer>& servers,
                                            std::string_view client_id,
                                            std::chrono::system_clock::time_point now) {
  auto list = nlohmann::ordered_json::array();
  for (const IceServer& server : servers) {
    nlohmann::ordered_json entry{{"urls", server.urls}};
    if (!server.secret.empty()) {
      auto made = make_turn_credential(server.secret, client_id, server.ttl, now);
      if (!made) return std::nullopt;
      entry["username"] = std::move(made->username);
      entry["credential"] = std::move(made->credential);
    } else if (!server.credential.empty()) {
      entry["username"] = server.username;
      entry["credential"] = server.credential;
    }
    list.push_back(std::move(entry));
  }
  // Configured strings need not be UTF-8, and an exception here would cost a connection.
  return list.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace parley::ice
