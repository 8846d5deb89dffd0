// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/layer_settings.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

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

chat::RoomRules room_rules(const Config& config) {
  const AccessConfig& own = config.access;
  chat::RoomRules rules{.policies = config.policies, .tokens = nullptr, .deadline = own.deadline};
  if (own.keys.empty()) return rules;
  access::TokenSettings settings{
      .audience = own.audience, .issuer = own.issuer, .leeway = own.leeway, .keys = {}};
  for (const AccessKey& key : own.keys) {
    auto made = access::TokenKey::make({.id = key.id, .algorithm = key.algorithm}, key.content);
    settings.keys.push_back(std::get<access::TokenKey>(std::move(made)));
  }
  rules.tokens = std::make_shared<const access::TokenVerifier>(std::move(settings));
  return rules;
}

}  // namespace parley::daemon
