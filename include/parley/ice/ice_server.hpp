// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::ice {

/// One STUN or TURN server as configured: with fixed credentials, with a secret from which the
/// daemon makes credentials for each client, or with neither.
struct IceServer {
  std::vector<std::string> urls;
  std::string username;
  std::string credential;
  std::string secret;  ///< shared with the TURN server; never leaves the daemon
  std::chrono::seconds ttl = std::chrono::hours{1};  ///< of credentials made from the secret

  [[nodiscard]] bool operator==(const IceServer&) const = default;
};

inline constexpr std::chrono::seconds kMaxCredentialTtl = std::chrono::hours{24};

struct TurnCredential {
  std::string username;    ///< "expiry:client-id", the expiry in seconds since 1970
  std::string credential;  ///< base64(HMAC-SHA1(secret, username))
};

/// A time-limited credential that a TURN server with the same secret accepts
/// (draft-uberti-behave-turn-rest-00, section 2.2). Nothing if the HMAC could not be computed.
[[nodiscard]] std::optional<TurnCredential> make_turn_credential(
    std::string_view secret, std::string_view client_id, std::chrono::seconds ttl,
    std::chrono::system_clock::time_point now);

/// The shortest lifetime of a credential made for a client; nothing if there is no such credential.
[[nodiscard]] std::optional<std::chrono::seconds> shortest_credential_life(
    const std::vector<IceServer>& servers);

/// The `data` of `ice-servers` for one client: [{urls}, {urls, username, credential}, …] as JSON.
[[nodiscard]] std::optional<std::string> ice_servers_json(
    const std::vector<IceServer>& servers, std::string_view client_id,
    std::chrono::system_clock::time_point now);

}  // namespace parley::ice
