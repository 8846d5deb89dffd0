// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/ws_client.hpp"

namespace parley::test {

using nlohmann::json;

/// Those of `messages` that have this type.
[[nodiscard]] std::vector<json> of_type(const std::vector<json>& messages, std::string_view type);

/// The `clients` of a room-info: {id, username} for each member, in order.
struct Listed {
  std::string id;
  std::string username = "Major Tom";
};
[[nodiscard]] json listed(const std::vector<Listed>& clients);

/// A complete room-info broadcast of that room.
[[nodiscard]] json room_info_broadcast(std::string_view room, const std::vector<Listed>& clients);

/// Asks for the room's list, so that the daemon has answered something: from then on broadcasts
/// are no longer held back from the member. Returns the ids in the list.
std::vector<std::string> ids_in_room(Member& member);

/// Waits for broadcasts of room-info until one lists so many clients, and returns it.
json wait_for_room_of(Member& member, std::size_t count);

/// The `code` in an error's data.
[[nodiscard]] std::string error_code(const json& message);

/// Sends and returns the next message that comes.
json ask(Member& member, const json& message);

/// `count` opening arrays around nothing: [[[]]].
[[nodiscard]] std::string nested_arrays(std::size_t count);

}  // namespace parley::test
