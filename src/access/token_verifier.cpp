// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/token_verifier.hpp"

#include <algorithm>

#include "access/claims.hpp"
#include "access/compact_jws.hpp"
#include "access/token_header.hpp"
#include "parley/protocol/credentials.hpp"

namespace parley::access {
namespace {

using std::chrono::system_clock;

/// Whether one of the keys that the header permits has made the signature.
bool is_signed(const CompactJws& jws, const TokenHeader& header, const std::vector<TokenKey>& keys,
               system_clock::time_point now) {
  std::size_t tried = 0;
  for (const TokenKey& key : keys) {
    if (key.algorithm() != header.algorithm || key.is_over(now)) continue;
    if (header.key_id && *header.key_id != key.id()) continue;
    if (++tried > kMaxTriedKeys) return false;
    if (key.has_signed(jws.signed_text, jws.signature)) return true;
  }
  return false;
}

TokenRefusal invalid(std::string_view detail) {
  return {TokenFault::Invalid, detail};
}

/// The reason why the claims do not permit this room at this time, if there is one.
std::optional<TokenRefusal> objection(const Claims& claims, const TokenSettings& settings,
                                      std::string_view room_id, system_clock::time_point now) {
  using Seconds = std::chrono::duration<double>;
  const double time = Seconds{now.time_since_epoch()}.count();
  const double leeway = Seconds{settings.leeway}.count();
  if (claims.not_before && *claims.not_before > time + leeway) return invalid("nbf is not reached");
  if (claims.issued_at && *claims.issued_at > time + leeway) {
    return invalid("iat is in the future");
  }
  const auto& audiences = claims.audiences;
  if (!settings.audience.empty() &&
      std::ranges::find(audiences, settings.audience) == audiences.end()) {
    return invalid("aud is not the configured audience");
  }
  if (!settings.issuer.empty() && claims.issuer != settings.issuer) {
    return invalid("iss is not the configured issuer");
  }
  if (claims.expires + leeway <= time) return TokenRefusal{TokenFault::Expired, "exp is past"};
  if (!claims.fit_room(room_id)) {
    return TokenRefusal{TokenFault::NotForThisRoom, "neither room nor rooms fits"};
  }
  return std::nullopt;
}

}  // namespace

std::variant<Grant, TokenRefusal> TokenVerifier::verify(std::string_view token,
                                                        std::string_view room_id,
                                                        system_clock::time_point now) const {
  if (token.size() > protocol::kMaxTokenBytes) return invalid("it is longer than 4096 bytes");
  const auto jws = CompactJws::parse(token);
  if (!jws) return invalid("it is not three parts in base64url");
  const auto header = TokenHeader::parse(jws->header);
  if (!header) return invalid("its header is malformed, or has what is not accepted");
  // Verify before reading the claims, so that only text from the application reaches their parser.
  if (!is_signed(*jws, *header, settings_.keys, now)) return invalid("no key has signed it");
  const auto parsed = Claims::parse(jws->payload);
  if (const auto* fault = std::get_if<std::string_view>(&parsed)) return invalid(*fault);
  const Claims& claims = std::get<Claims>(parsed);
  if (const auto refusal = objection(claims, settings_, room_id, now)) return *refusal;
  return claims.grant;
}

}  // namespace parley::access
