// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Any bytes as a token, as its header and as its claims. What is not signed is refused. What the
// strict parser takes is what the usual one reads, and has no member twice.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "access/claims.hpp"
#include "access/compact_jws.hpp"
#include "access/hmac_sha256.hpp"
#include "access/strict_json.hpp"
#include "access/token_header.hpp"
#include "parley/access/token_verifier.hpp"
#include "parley/base/base64url.hpp"

namespace parley::fuzz {
namespace {

using namespace access;

constexpr std::string_view kSecret = "a secret that is long enough, of 41 bytes";
constexpr std::chrono::system_clock::time_point kNow{std::chrono::seconds{1'800'000'000}};

void require_token(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "not a token as it should be: %s\n", what);
  std::abort();
}

std::string encoded(std::string_view bytes) {
  return base64url::encode({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

const TokenVerifier& verifier() {
  static const TokenVerifier value = [] {
    TokenSettings settings;
    settings.keys.push_back(
        std::get<TokenKey>(TokenKey::make({"main", TokenAlgorithm::Hs256}, kSecret)));
    return TokenVerifier{std::move(settings)};
  }();
  return value;
}

/// Every byte of the token is accounted for: its parts, encoded again, are the token.
void take_any_token(std::string_view token) {
  const auto jws = CompactJws::parse(token);
  if (!jws) return;
  require_token(encoded(jws->header) + "." + encoded(jws->payload) == jws->signed_text, "its text");
  require_token(std::string{jws->signed_text} + "." + encoded(jws->signature) == token,
                "its parts");
  const HmacSha256 digest = hmac_sha256(kSecret, jws->signed_text);
  const bool is_signed =
      jws->signature ==
      std::string_view{reinterpret_cast<const char*>(digest.data()), digest.size()};
  const auto verdict = verifier().verify(token, "tea", kNow);
  require_token(is_signed || std::holds_alternative<TokenRefusal>(verdict),
                "unsigned and accepted");
}

void parse_any_json(std::string_view text) {
  const auto strict = parse_strict_object(text);
  const auto usual = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (strict) require_token(*strict == usual, "another value than the usual parser's");
  (void)TokenHeader::parse(text);
}

/// The claims behind the signature.
void grant_any_claims(std::string_view claims) {
  const std::string text = encoded(R"({"alg":"HS256"})") + "." + encoded(claims);
  const auto verdict =
      verifier().verify(text + "." + base64url::encode(hmac_sha256(kSecret, text)), "tea", kNow);
  const auto* const grant = std::get_if<Grant>(&verdict);
  if (grant == nullptr) return;
  const auto json = nlohmann::json::parse(claims, nullptr, /*allow_exceptions=*/false);
  require_token(json.is_object() && json.contains("exp") && json["exp"].is_number(), "no exp");
  require_token(json.contains("room") || json.contains("rooms"), "no room");
  require_token(grant->expires > kNow - std::chrono::seconds{31}, "expired");
  require_token(grant->is_moderator == (json.value("role", "") == "moderator"), "the role");
  require_token(grant->subject.size() <= kMaxSubjectBytes, "the subject");
}

}  // namespace
}  // namespace parley::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  parley::fuzz::take_any_token(text);
  parley::fuzz::parse_any_json(text);
  parley::fuzz::grant_any_claims(text);
  return 0;
}
