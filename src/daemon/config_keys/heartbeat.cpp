// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {

using namespace std::chrono_literals;

Group heartbeat_keys() {
  return {"Heartbeat",
          "How the server detects clients that are gone.",
          {one_key(
               {"heartbeat.interval", "Idle time after which the server pings a client."},
               [](auto& c) -> auto& { return c.heartbeat.interval; }, duration_type(100ms, 1h)),
           one_key(
               {"heartbeat.timeout",
                "Time within which a client must send something after a ping of the server.",
                "A client that stays silent is closed with 4408."},
               [](auto& c) -> auto& { return c.heartbeat.timeout; }, duration_type(100ms, 1h))}};
}

}  // namespace parley::daemon
