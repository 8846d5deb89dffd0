// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/turn_client.hpp"

#include <utility>
#include <vector>

namespace parley::check {
namespace {

constexpr int kUnauthorized = 401;
constexpr int kStaleNonce = 438;
constexpr std::uint32_t kUdp = 17U << 24;  // the protocol number, and three reserved bytes

/// Sends requests with the latest realm and nonce of the server.
class Authenticated {
 public:
  Authenticated(StunClient& client, const TurnUser& user, TimePoint deadline)
      : client_(client), user_(user), deadline_(deadline) {}

  /// Sends a request, and repeats it with the realm and nonce of a 401 or 438. The first attempt
  /// has no credential.
  std::optional<stun::Message> ask(std::uint16_t type,
                                   const std::vector<stun::Attribute>& attributes) {
    constexpr int kMost = 3;  // without credential, with it, with a fresh nonce
    std::optional<stun::Message> response;
    for (int i = 0; i < kMost; ++i) {
      const bool had_credential = !nonce_.empty();
      response = ask_once(type, attributes);
      if (!response) break;
      const auto error = stun::error_of(*response);
      if (!error) break;
      const bool may_help =
          error->code == kStaleNonce || (error->code == kUnauthorized && !had_credential);
      if (!may_help || !take_nonce(*response)) break;
    }
    return response;
  }

  [[nodiscard]] bool has_nonce() const noexcept { return !nonce_.empty(); }

 private:
  std::optional<stun::Message> ask_once(std::uint16_t type,
                                        std::vector<stun::Attribute> attributes) {
    std::string key;
    if (has_nonce()) {
      attributes.push_back({stun::kUsername, user_.username});
      attributes.push_back({stun::kRealm, realm_});
      attributes.push_back({stun::kNonce, nonce_});
      key = stun::long_term_key(user_.username, realm_, user_.credential);
    }
    return client_.ask({type, stun::random_transaction(), std::move(attributes)}, key, deadline_);
  }

  bool take_nonce(const stun::Message& response) {
    const std::string* const realm = response.find(stun::kRealm);
    const std::string* const nonce = response.find(stun::kNonce);
    if (nonce == nullptr || nonce->empty()) return false;
    if (realm != nullptr) realm_ = *realm;
    nonce_ = *nonce;
    return true;
  }

  StunClient& client_;
  const TurnUser& user_;
  TimePoint deadline_;
  std::string realm_;
  std::string nonce_;
};

}  // namespace

Allocation allocate(StunClient& client, const TurnUser& user, TimePoint deadline) {
  Authenticated server(client, user, deadline);
  Allocation allocation;
  const auto response =
      server.ask(stun::kAllocate, {{stun::kRequestedTransport, stun::number32(kUdp)}});
  if (!response) return allocation;
  allocation.error = stun::error_of(*response);
  allocation.relayed = stun::xor_address(*response, stun::kXorRelayedAddress);
  allocation.wants_no_credential = !server.has_nonce();
  if (!allocation.relayed) return allocation;
  const auto freed = server.ask(stun::kRefresh, {{stun::kLifetime, stun::number32(0)}});
  allocation.is_freed = freed && freed->type == (stun::kRefresh | stun::kSuccess);
  return allocation;
}

}  // namespace parley::check
