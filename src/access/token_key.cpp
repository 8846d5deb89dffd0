// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/token_key.hpp"

#include <array>
#include <cstddef>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/pem.h>

#include "access/hmac_sha256.hpp"
#include "access/openssl_handle.hpp"

namespace parley::access {
namespace {

constexpr std::size_t kMinSecretBytes = 32;  // RFC 7518 section 3.2
constexpr int kMinRsaBits = 2048;            // RFC 7518 section 3.3
constexpr std::size_t kCoordinateBytes = 32;

struct AlgorithmName {
  std::string_view name;
  TokenAlgorithm algorithm;
};
constexpr std::array kAlgorithmNames{
    AlgorithmName{"HS256", TokenAlgorithm::Hs256}, AlgorithmName{"RS256", TokenAlgorithm::Rs256},
    AlgorithmName{"ES256", TokenAlgorithm::Es256}, AlgorithmName{"EdDSA", TokenAlgorithm::EdDsa},
    AlgorithmName{"Ed25519", TokenAlgorithm::EdDsa}};

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string rsa_fault(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") != 1) return "is not an RSA key, which RS256 needs";
  const int bits = EVP_PKEY_get_bits(key);
  if (bits < kMinRsaBits) {
    return "is an RSA key of " + std::to_string(bits) + " bits, and RS256 needs at least " +
           std::to_string(kMinRsaBits);
  }
  BIGNUM* exponent = nullptr;
  const int is_there = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent);
  const BignumHandle owner{exponent};
  const bool is_good = is_there == 1 && BN_is_odd(exponent) && !BN_is_one(exponent);
  return is_good ? "" : "is an RSA key whose exponent is not an odd number of at least 3";
}

std::string ec_fault(EVP_PKEY* key) {
  std::array<char, 64> group{};
  std::size_t size = 0;
  const bool is_p256 = EVP_PKEY_is_a(key, "EC") == 1 &&
                       EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
                       std::string_view{group.data(), size} == "prime256v1";
  return is_p256 ? "" : "is not a key on the curve P-256, which ES256 needs";
}

std::string key_fault(TokenAlgorithm algorithm, EVP_PKEY* key) {
  switch (algorithm) {
    case TokenAlgorithm::Rs256:
      return rsa_fault(key);
    case TokenAlgorithm::Es256:
      return ec_fault(key);
    case TokenAlgorithm::EdDsa:
      return EVP_PKEY_is_a(key, "ED25519") == 1 ? "" : "is not an Ed25519 key, which EdDSA needs";
    case TokenAlgorithm::Hs256:
      break;
  }
  return "is not a secret";
}

/// The DER form of r and s, which a JWS carries as 32 bytes each (RFC 7518 section 3.4). Empty if
/// `signature` has another size.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * kCoordinateBytes) return {};
  const auto number = [&](std::size_t offset) {
    return BignumHandle{BN_bin2bn(unsigned_bytes(signature) + offset, kCoordinateBytes, nullptr)};
  };
  BignumHandle r = number(0);
  BignumHandle s = number(kCoordinateBytes);
  const EcdsaSignatureHandle both{ECDSA_SIG_new()};
  if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return {};
  r.release();
  s.release();
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &bytes);
  std::string der;
  if (size > 0) der.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

bool verify(EVP_PKEY* key, const EVP_MD* digest, std::string_view text,
            std::string_view signature) {
  const ErrorQueueCleaner cleaner;
  const DigestContextHandle context{EVP_MD_CTX_new()};
  return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(),
                          unsigned_bytes(text), text.size()) == 1;
}

}  // namespace

std::optional<TokenAlgorithm> find_token_algorithm(std::string_view name) noexcept {
  for (const auto& [known, algorithm] : kAlgorithmNames) {
    if (known == name) return algorithm;
  }
  return std::nullopt;
}

std::variant<TokenKey, std::string> TokenKey::make(Label label, std::string_view file) {
  TokenKey key{std::move(label)};
  std::string fault =
      key.algorithm() == TokenAlgorithm::Hs256 ? key.read_secret(file) : key.read_public_key(file);
  if (!fault.empty()) return fault;
  return key;
}

std::string TokenKey::read_secret(std::string_view file) {
  if (file.ends_with('\n')) file.remove_suffix(1);
  if (file.size() < kMinSecretBytes) {
    return "has " + std::to_string(file.size()) + " bytes, and HS256 needs at least " +
           std::to_string(kMinSecretBytes);
  }
  // If a public key were the secret, anybody who knows it could sign (RFC 8725 section 2.1).
  if (file.find("-----BEGIN ") != std::string_view::npos) return "is a key in PEM, not a secret";
  secret_ = file;
  return {};
}

std::string TokenKey::read_public_key(std::string_view file) {
  const ErrorQueueCleaner cleaner;
  constexpr std::string_view kBegin = "-----BEGIN ";
  const std::size_t begin = file.find(kBegin);
  if (file.find("PRIVATE KEY-----") != std::string_view::npos) {
    return "is a private key; only the application that signs the tokens may have it";
  }
  const BioHandle source{BIO_new_mem_buf(file.data(), static_cast<int>(file.size()))};
  if (begin != std::string_view::npos &&
      file.find(kBegin, begin + kBegin.size()) == std::string_view::npos && source) {
    public_key_.reset(PEM_read_bio_PUBKEY(source.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  }
  if (!public_key_) return "is not one public key in PEM (BEGIN PUBLIC KEY)";
  return key_fault(algorithm(), public_key_.get());
}

bool TokenKey::has_signed(std::string_view text, std::string_view signature) const {
  switch (algorithm()) {
    case TokenAlgorithm::Hs256: {
      const HmacSha256 digest = hmac_sha256(secret_, text);
      return is_same_secret({reinterpret_cast<const char*>(digest.data()), digest.size()},
                            signature);
    }
    case TokenAlgorithm::Rs256:
      return verify(public_key_.get(), EVP_sha256(), text, signature);
    case TokenAlgorithm::Es256: {
      const std::string der = der_of(signature);
      return !der.empty() && verify(public_key_.get(), EVP_sha256(), text, der);
    }
    case TokenAlgorithm::EdDsa:
      return verify(public_key_.get(), nullptr, text, signature);
  }
  return false;
}

}  // namespace parley::access
