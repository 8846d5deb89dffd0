// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "parley/access/token_key.hpp"
#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/room_rules.hpp"
#include "parley/ice/ice_server.hpp"
#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/admission/origin.hpp"
#include "parley/net/listen/listen_address.hpp"
#include "parley/net/transport/tls_context.hpp"

namespace parley::daemon {

enum class LogFormat : std::uint8_t { Text, Json };
enum class Privacy : std::uint8_t { Full, Hashed, None };

struct LogConfig {
  LogLevel level = LogLevel::Info;
  LogFormat format = LogFormat::Text;
  Privacy room_ids = Privacy::Hashed;
  Privacy addresses = Privacy::Full;
  std::size_t queue_lines = 8192;  ///< queued for a slow reader; beyond that the oldest are lost
};

/// A key with which an application signs tokens, and the content of its file.
struct AccessKey {
  std::string id;
  access::TokenAlgorithm algorithm{};
  std::string public_key_file;  ///< as in the configuration; empty for HS256
  std::string secret_file;      ///< for HS256
  std::string content;
};

struct AccessConfig {
  std::vector<AccessKey> keys;
  std::string audience;
  std::string issuer;
  std::chrono::seconds leeway{30};
  Duration deadline = std::chrono::seconds{10};
};

/// All settings, with their defaults. config/parley.yaml documents them.
struct Config {
  std::vector<net::ListenAddress> listen{{.host = "127.0.0.1", .port = 8080},
                                         {.host = "::1", .port = 8080, .is_optional = true}};
  net::UnixSocketAccess unix_socket;
  net::TlsFiles tls;  ///< for TLS addresses
  std::vector<net::ListenAddress> metrics_listen{
      {.host = "127.0.0.1", .port = 9690, .is_optional = true}};
  std::filesystem::path web_root = "/usr/share/parley/web";
  std::string base_path;  ///< the pages and sockets are below it; empty: at the root
  std::vector<net::Origin> origins;
  std::vector<net::Origin> embed_origins;  ///< none is opaque
  net::TrustedProxies trusted_proxies{
      {*net::Network::parse("127.0.0.0/8"), *net::Network::parse("::1")}, true};
  chat::Limits chat;
  std::vector<chat::RoomPolicy> policies;
  AccessConfig access;
  net::Limits net;
  net::Heartbeat heartbeat;
  net::Drain drain;
  std::filesystem::path
      state_file;  ///< keeps the sessions across a restart; empty: see SessionHandover
  std::vector<ice::IceServer> ice_servers;
  LogConfig log;
};

}  // namespace parley::daemon
