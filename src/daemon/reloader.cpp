// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/reloader.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "daemon/layer_settings.hpp"

namespace parley::daemon {

void Reloader::reload() {
  LoadResult loaded = load_config(parts_.command_line);
  parts_.metrics.note_reload(loaded.ok());
  if (!loaded.ok()) {
    for (const std::string& error : loaded.errors) {
      parts_.log.write(LogLevel::Error, "reload-refused", {{"error", std::string_view{error}}});
    }
    return;
  }
  for (const std::string& key : changes_needing_restart(parts_.started_with, loaded.config)) {
    parts_.log.write(LogLevel::Warning, "needs-restart", {{"key", std::string_view{key}}});
  }
  apply(std::move(loaded.config));
}

void Reloader::apply(Config config) {
  const bool has_other_ice_servers = config.ice_servers != parts_.config.ice_servers;
  parts_.config = std::move(config);
  parts_.chat.set_limits(parts_.config.chat);
  parts_.chat.set_facts(server_facts(parts_.config));
  parts_.chat.entrance().set_rules(room_rules(parts_.config));
  if (has_other_ice_servers) parts_.chat.renew_ice_servers();
  parts_.server.set_settings(net_settings(parts_.config));
  renew_certificate();
  parts_.log.reconfigure(parts_.config.log);
  parts_.log.write(LogLevel::Info, "reloaded", {});
}

void Reloader::look_at_certificate() {
  if (parts_.certificate.has_changed_on_disk()) renew_certificate();
}

/// An unusable certificate is only logged: the old one stays in use.
void Reloader::renew_certificate() {
  if (!parts_.certificate.context() || parts_.config.tls.empty()) return;
  const std::string error = parts_.certificate.load(parts_.config.tls);
  if (!error.empty()) {
    return parts_.log.write(LogLevel::Error, "certificate-refused",
                            {{"error", std::string_view{error}}});
  }
  parts_.server.set_tls(parts_.certificate.context());
  parts_.log.write(LogLevel::Info, "certificate-loaded", {});
}

}  // namespace parley::daemon
