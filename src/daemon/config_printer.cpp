// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "daemon/config_table.hpp"
#include "daemon/ice_server_config.hpp"
#include "daemon/yaml_quote.hpp"
#include "parley/base/hex.hpp"
#include "parley/daemon/config_file.hpp"

namespace parley::daemon {
namespace {

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '/' || c == ':';
}

bool is_plain(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_plain_character)) return false;
  // What could start an indicator or be taken for a mapping or a null.
  constexpr std::string_view kIndicators = "-.:";
  return kIndicators.find(text.front()) == std::string_view::npos && !text.ends_with(':') &&
         text != "null" && text != "Null" && text != "NULL";
}

std::string section_of(const Key& key) {
  const std::size_t dot = key.path.find('.');
  return dot == std::string::npos ? std::string{} : key.path.substr(0, dot);
}

std::string hidden_or_nothing(std::string_view name, bool is_set) {
  if (!is_set) return {};
  return "    " + std::string{name} + ": " + yaml_quote(kHiddenSecret) + "  # not shown\n";
}

std::string print_ice_server(const ice::IceServer& server) {
  std::string urls;
  for (const auto& url : server.urls) urls.append(urls.empty() ? "" : ", ").append(yaml_quote(url));
  std::string out = "  - urls: [" + urls + "]\n";
  if (!server.username.empty()) out += "    username: " + yaml_quote(server.username) + "\n";
  out += hidden_or_nothing("credential", !server.credential.empty());
  out += hidden_or_nothing("secret", !server.secret.empty());
  if (!server.secret.empty()) out += "    ttl: " + print_ttl(server.ttl) + "\n";
  return out;
}

std::string print_ice_servers(const std::vector<ice::IceServer>& servers) {
  if (servers.empty()) return "ice_servers: []\n";
  std::string out = "ice_servers:\n";
  for (const auto& server : servers) out += print_ice_server(server);
  return out;
}

}  // namespace

std::string yaml_quote(std::string_view text) {
  if (is_plain(text)) return std::string{text};
  std::string out{'"'};
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += "\\x";
      append_hex(out, byte);
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

std::string print_value(const Key& key, const Config& config) {
  if (key.shape == Shape::IceServers) return config.ice_servers.empty() ? "[]" : "[…]";
  const auto values = key.print(config);
  if (key.shape == Shape::One) return yaml_quote(values.front());
  std::string list;
  for (const auto& value : values) list.append(list.empty() ? "" : ", ").append(yaml_quote(value));
  return "[" + list + "]";
}

std::string print_config(const Config& config) {
  std::string out;
  std::string section;
  for (const Key& key : config_table()) {
    if (key.shape == Shape::IceServers) {
      out += print_ice_servers(config.ice_servers);
      continue;
    }
    const std::string own = section_of(key);
    if (own != section && !own.empty()) out += own + ":\n";
    section = own;
    const std::string name = own.empty() ? key.path : "  " + key.path.substr(own.size() + 1);
    out += name + ": " + print_value(key, config) + "\n";
  }
  return out;
}

std::vector<std::string> changes_needing_restart(const Config& running, const Config& wanted) {
  std::vector<std::string> paths;
  for (const Key& key : config_table()) {
    if (key.reload == Reload::Yes || key.print(running) == key.print(wanted)) continue;
    paths.push_back(key.path);
  }
  return paths;
}

}  // namespace parley::daemon
