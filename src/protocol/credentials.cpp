// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/credentials.hpp"

#include <array>
#include <cstdint>
#include <utility>

#include "parley/base/base64url.hpp"
#include "parley/base/header_field.hpp"
#include "parley/base/hex.hpp"
#include "parley/base/utf8.hpp"

namespace parley::protocol {
namespace {

constexpr std::string_view kTokenPrefix = "parley.token.";
constexpr std::string_view kPasswordPrefix = "parley.password.";
constexpr std::string_view kKeyPrefix = "parley.key.";

bool is_token(std::string_view text) {
  return !text.empty() && text.size() <= kMaxTokenBytes;
}

bool is_moderator_key(std::string_view text) {
  std::array<std::uint8_t, kModeratorKeyDigits / 2> bytes{};
  return parse_hex(text, bytes);
}

/// Stores a credential. False if it is malformed, or if `place` already has one.
bool put(std::optional<std::string>& place, std::string value, bool (*is_valid)(std::string_view)) {
  if (place || !is_valid(value)) return false;
  place = std::move(value);
  return true;
}

/// False if `offered` is a malformed or repeated credential. Other subprotocols are ignored.
bool put_offered(Credentials& found, std::string_view offered) {
  const auto after = [&](std::string_view prefix) {
    return std::string{offered.substr(prefix.size())};
  };
  if (offered.starts_with(kTokenPrefix)) return put(found.token, after(kTokenPrefix), is_token);
  if (offered.starts_with(kKeyPrefix)) {
    return put(found.moderator_key, after(kKeyPrefix), is_moderator_key);
  }
  if (!offered.starts_with(kPasswordPrefix)) return true;
  auto password = base64url::decode(after(kPasswordPrefix));
  return password && put(found.password, std::move(*password), is_password);
}

}  // namespace

bool is_password(std::string_view text) noexcept {
  if (text.empty() || text.size() > kMaxPasswordBytes) return false;
  while (!text.empty()) {
    if (!utf8::take_code_point(text)) return false;
  }
  return true;
}

std::optional<Credentials> read_credentials(const CredentialSources& sources) {
  Credentials found;
  for (std::string_view rest = sources.subprotocols; !rest.empty();) {
    if (!put_offered(found, take_first(rest, ','))) return std::nullopt;
  }
  if (sources.token && !put(found.token, *sources.token, is_token)) return std::nullopt;
  if (sources.password && !put(found.password, *sources.password, is_password)) return std::nullopt;
  return found;
}

}  // namespace parley::protocol
