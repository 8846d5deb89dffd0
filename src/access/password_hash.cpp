// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/password_hash.hpp"

#include <charconv>
#include <cstddef>
#include <utility>

#include "access/hmac_sha256.hpp"
#include "access/scrypt.hpp"
#include "parley/base/base64url.hpp"

namespace parley::access {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMaxSaltBytes = 64;

/// Removes the text before the next '$', and the '$'. Nothing if there is none.
std::optional<std::string_view> take_field(std::string_view& rest) {
  const std::size_t end = rest.find('$');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view field = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return field;
}

/// A decimal number without leading zeros.
bool take_number(std::string_view& rest, std::uint32_t& number) {
  const auto field = take_field(rest);
  if (!field || field->starts_with('0')) return false;
  const char* const end = field->data() + field->size();
  const auto [stopped, error] = std::from_chars(field->data(), end, number);
  return error == std::errc{} && stopped == end;
}

std::string encoded(std::string_view bytes) {
  return base64url::encode({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace

PasswordHash PasswordHash::make(std::string_view password, const Salt& salt,
                                const ScryptCost& cost) {
  PasswordHash made;
  made.cost_ = cost;
  made.salt_.assign(salt.begin(), salt.end());
  made.hash_ = scrypt(password, made.salt_, cost, kHashBytes);
  return made;
}

std::optional<PasswordHash> PasswordHash::parse(std::string_view text) {
  PasswordHash parsed;
  ScryptCost& cost = parsed.cost_;
  if (take_field(text) != "scrypt" || !take_number(text, cost.n) || !take_number(text, cost.r) ||
      !take_number(text, cost.p) || !is_bearable(cost)) {
    return std::nullopt;
  }
  const auto salt_text = take_field(text);
  if (!salt_text) return std::nullopt;
  auto salt = base64url::decode(*salt_text);
  auto hash = base64url::decode(text);
  if (!salt || salt->size() < kSaltBytes || salt->size() > kMaxSaltBytes) return std::nullopt;
  if (!hash || hash->size() != kHashBytes) return std::nullopt;
  parsed.salt_ = std::move(*salt);
  parsed.hash_ = std::move(*hash);
  return parsed;
}

bool PasswordHash::matches(std::string_view password) const {
  return is_same_secret(scrypt(password, salt_, cost_, hash_.size()), hash_);
}

std::string PasswordHash::text() const {
  std::string text = "scrypt";
  for (const std::uint32_t number : {cost_.n, cost_.r, cost_.p}) {
    text.append("$").append(std::to_string(number));
  }
  return text.append("$").append(encoded(salt_)).append("$").append(encoded(hash_));
}

}  // namespace parley::access
