// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace parley::access {

/// The signatures that a token may have (RFC 7518 section 3.1, RFC 8037 section 3.1). `EdDSA` is
/// Ed25519 only; tokens may also use that name for it (RFC 9864).
enum class TokenAlgorithm : std::uint8_t { Hs256, Rs256, Es256, EdDsa };

/// The algorithm of an `alg` header; nothing for others, including `none`.
[[nodiscard]] std::optional<TokenAlgorithm> find_token_algorithm(std::string_view name) noexcept;

/// A key with which an application signs tokens: the shared secret of HS256, otherwise the public
/// key. `make` has checked that it is strong enough.
class TokenKey {
 public:
  struct Label {
    std::string id;  ///< the `kid` of tokens that name their key
    TokenAlgorithm algorithm;
    std::optional<std::chrono::system_clock::time_point> until{};  ///< the key expires then
  };

  /// Reads a key from the content of its file: for HS256 a secret of at least 32 bytes, after one
  /// final newline is removed; otherwise a public key in PEM (SubjectPublicKeyInfo). If the file
  /// contains no such key, or a weak one, the string says what the file is, as in "is an RSA key of
  /// 1024 bits, …".
  [[nodiscard]] static std::variant<TokenKey, std::string> make(Label label, std::string_view file);

  [[nodiscard]] const std::string& id() const noexcept { return label_.id; }
  [[nodiscard]] TokenAlgorithm algorithm() const noexcept { return label_.algorithm; }
  [[nodiscard]] bool is_over(std::chrono::system_clock::time_point now) const noexcept {
    return label_.until && *label_.until <= now;
  }

  /// Whether `signature`, in the form of a JWS, is a signature of `text` under this key.
  [[nodiscard]] bool has_signed(std::string_view text, std::string_view signature) const;

 private:
  explicit TokenKey(Label label) : label_(std::move(label)) {}
  [[nodiscard]] std::string read_secret(std::string_view file);
  [[nodiscard]] std::string read_public_key(std::string_view file);

  Label label_;
  std::string secret_;                       // for HS256
  std::shared_ptr<evp_pkey_st> public_key_;  // for the others
};

}  // namespace parley::access
