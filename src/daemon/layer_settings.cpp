// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/layer_settings.hpp"

#include <algorithm>

namespace parley::daemon {

net::Settings net_settings(const Config& config) {
  // The chat layer charges messages. The net layer allows the same rate again for everything else
  // on a connection, but always enough for a handshake without a pause.
  const Rate& bytes = config.chat.bytes;
  const net::Settings defaults;
  const Rate input{std::max(2 * bytes.per_second, defaults.input.per_second),
                   std::max(2 * bytes.burst, defaults.input.burst)};
  return {config.net,           input,           config.heartbeat,
          config.drain,         config.origins,  config.trusted_proxies,
          config.embed_origins, config.base_path};
}

chat::ServerFacts server_facts(const Config& config) {
  return {.version = PARLEY_VERSION,
          .heartbeat_interval = config.heartbeat.interval,
          .heartbeat_timeout = config.heartbeat.timeout,
          .message_bytes = config.net.message_bytes};
}

}  // namespace parley::daemon
