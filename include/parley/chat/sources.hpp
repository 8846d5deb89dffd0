// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "parley/access/remembered_password.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/chat/credential_check.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::chat {

/// STUN and TURN servers for one client.
struct IceServerList {
  std::string json;  ///< the `data` of `ice-servers`
  Duration
      refresh_after{};  ///< time until a fresh list is due, before this one expires; zero: never
};
/// Returns nothing if the list could not be made.
using IceServerSource = std::function<std::optional<IceServerList>(const ClientId&)>;

/// Sources of values that the chat layer cannot make itself.
struct Sources {
  ClientIdSource new_id;
  IceServerSource ice_servers;
  TokenSource tokens;
  CredentialCheck* check = nullptr;  ///< null where no room has rules
  access::ProcessKey key{};          ///< random
};

/// The part of a `welcome` that describes the server as a whole.
struct ServerFacts {
  std::string version;
  Duration heartbeat_interval = std::chrono::seconds{25};
  Duration heartbeat_timeout = std::chrono::seconds{15};
  std::size_t message_bytes = 64 * 1024;
};

}  // namespace parley::chat
