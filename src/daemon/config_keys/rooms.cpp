// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {

using namespace std::chrono_literals;

Group room_keys() {
  return {"Rooms",
          "Limits of rooms, and the timing of messages about their members.",
          {one_key(
               {"rooms.max", "Maximum number of rooms at one time.",
                "A client that would open another room is closed with 1013."},
               [](auto& c) -> auto& { return c.chat.rooms; }, count_type(1, 1'000'000)),
           one_key(
               {"rooms.clients",
                "Maximum number of clients in one room. The seats of absent clients count.",
                "Further clients are closed with 4430."},
               [](auto& c) -> auto& { return c.chat.clients_per_room; }, count_type(1, 1'000'000)),
           one_key(
               {"rooms.room_info_interval",
                "Time for which the server collects changes of a room before it announces them "
                "in one room-info message."},
               [](auto& c) -> auto& { return c.chat.room_info_interval; }, duration_type(0s, 1h)),
           one_key(
               {"rooms.first_message_wait",
                "Longest time for which the server delays room-info messages to a client that has "
                "not sent anything yet.",
                "The server sends the room-info message."},
               [](auto& c) -> auto& { return c.chat.first_message_wait; }, duration_type(0s, 1h))}};
}

}  // namespace parley::daemon
