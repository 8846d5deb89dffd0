// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {

Group log_keys() {
  return {"Log",
          "The log lines that the daemon writes to standard error.",
          {one_key(
               {"log.level", "Level of the least important events that the daemon logs."},
               [](auto& c) -> auto& { return c.log.level; }, choice_type(kLogLevels)),
           one_key(
               {"log.format", "Format of a log line: key=value text, or a JSON object."},
               [](auto& c) -> auto& { return c.log.format; }, choice_type(kLogFormats), Reload::No),
           one_key(
               {"log.room_ids",
                "How room ids appear in the log: in full, hashed, or not at all. A room id is "
                "often the room's only secret. The hash of an id stays the same until the "
                "daemon restarts."},
               [](auto& c) -> auto& { return c.log.room_ids; }, choice_type(kPrivacies)),
           one_key(
               {"log.addresses",
                "How client addresses appear in the log: in full, hashed, or not at all. The "
                "hash of an address stays the same until the daemon restarts."},
               [](auto& c) -> auto& { return c.log.addresses; }, choice_type(kPrivacies)),
           one_key(
               {"log.queue_lines",
                "Maximum number of log lines that wait for a slow reader of standard error.",
                "The oldest lines are lost and counted."},
               [](auto& c) -> auto& { return c.log.queue_lines; }, count_type(16, 1'000'000),
               Reload::No)}};
}

}  // namespace parley::daemon
