// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {

using namespace std::chrono_literals;

Group drain_keys() {
  return {"Drain",
          "How the daemon stops after SIGTERM.",
          {one_key(
               {"drain.grace",
                "Time after SIGTERM for which the server still accepts connections, to close "
                "new clients with 1012. It may be at most drain.deadline."},
               [](auto& c) -> auto& { return c.drain.grace; }, duration_type(0s, 1h)),
           one_key(
               {"drain.spread",
                "Time after drain.grace over which the server spreads the closing of its "
                "clients, so that they do not all reconnect at once. The server uses at most "
                "half of the time between drain.grace and drain.deadline."},
               [](auto& c) -> auto& { return c.drain.spread; }, duration_type(0s, 1h)),
           one_key(
               {"drain.deadline", "Time after SIGTERM within which the daemon exits.",
                "The daemon cuts the connections that are left."},
               [](auto& c) -> auto& { return c.drain.deadline; }, duration_type(10ms, 1h))}};
}

}  // namespace parley::daemon
