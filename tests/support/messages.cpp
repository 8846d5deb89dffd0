// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/messages.hpp"

#include <algorithm>
#include <iterator>

namespace parley::test {

std::vector<json> of_type(const std::vector<json>& messages, std::string_view type) {
  std::vector<json> found;
  std::ranges::copy_if(messages, std::back_inserter(found),
                       [&](const json& message) { return message.at("type") == type; });
  return found;
}

json listed(const std::vector<Listed>& clients) {
  json list = json::array();
  for (const Listed& client : clients) {
    list.push_back({{"id", client.id}, {"username", client.username}});
  }
  return list;
}

json room_info_broadcast(std::string_view room, const std::vector<Listed>& clients) {
  return {{"sender", "ground control"},
          {"receiver", "room"},
          {"type", "room-info"},
          {"data", {{"room_id", room}, {"clients", listed(clients)}}}};
}

std::vector<std::string> ids_in_room(Member& member) {
  member.ws.send(R"({"type":"get-room-info","id":"ids"})");
  std::vector<std::string> ids;
  json answer = member.ws.read_until("room-info");
  while (!answer.contains("id")) answer = member.ws.read_until("room-info");
  for (const json& client : answer.at("data").at("clients")) ids.push_back(client.at("id"));
  return ids;
}

json wait_for_room_of(Member& member, std::size_t count) {
  json info = member.ws.read_until("room-info");
  while (info.at("data").at("clients").size() != count) info = member.ws.read_until("room-info");
  return info;
}

std::string error_code(const json& message) {
  if (message.at("type") != "error") return "no error but " + message.dump();
  return message.at("data").at("code");
}

json ask(Member& member, const json& message) {
  member.ws.send_json(message);
  return member.ws.read();
}

std::string nested_arrays(std::size_t count) {
  return std::string(count, '[') + std::string(count, ']');
}

}  // namespace parley::test
