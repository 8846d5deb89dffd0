// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/access/token_key.hpp"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "access/compact_jws.hpp"
#include "access/openssl_handle.hpp"
#include "parley/base/base64url.hpp"
#include "unit/access/published_vectors.hpp"

namespace parley::access {
namespace {

using testing::HasSubstr;
using PkeyHandle = std::unique_ptr<EVP_PKEY, Releaser<&EVP_PKEY_free>>;

std::optional<TokenKey> good_key(TokenAlgorithm algorithm, std::string_view file) {
  auto made = TokenKey::make({"main", algorithm}, file);
  if (const auto* fault = std::get_if<std::string>(&made)) ADD_FAILURE() << *fault;
  auto* const key = std::get_if<TokenKey>(&made);
  return key == nullptr ? std::nullopt : std::optional{std::move(*key)};
}

/// Why the content of a file makes no key; empty if it makes one.
std::string fault_of(TokenAlgorithm algorithm, std::string_view file) {
  const auto made = TokenKey::make({"main", algorithm}, file);
  const auto* const fault = std::get_if<std::string>(&made);
  return fault == nullptr ? std::string{} : *fault;
}

std::string content_of(BIO* memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

std::string public_pem(EVP_PKEY* key) {
  const BioHandle memory{BIO_new(BIO_s_mem())};
  EXPECT_EQ(PEM_write_bio_PUBKEY(memory.get(), key), 1);
  return content_of(memory.get());
}

std::string private_pem(EVP_PKEY* key) {
  const BioHandle memory{BIO_new(BIO_s_mem())};
  EXPECT_EQ(PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr), 1);
  return content_of(memory.get());
}

/// An RSA public key, of which only size and exponent matter.
std::string rsa_pem(int bits, unsigned long exponent) {
  const BignumHandle modulus{BN_new()};
  const BignumHandle e{BN_new()};
  BN_set_bit(modulus.get(), bits - 1);
  BN_set_bit(modulus.get(), 0);
  BN_set_word(e.get(), exponent);
  const std::unique_ptr<OSSL_PARAM_BLD, Releaser<&OSSL_PARAM_BLD_free>> builder{
      OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  const std::unique_ptr<OSSL_PARAM, Releaser<&OSSL_PARAM_free>> parameters{
      OSSL_PARAM_BLD_to_param(builder.get())};
  const std::unique_ptr<EVP_PKEY_CTX, Releaser<&EVP_PKEY_CTX_free>> context{
      EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr)};
  EVP_PKEY* key = nullptr;
  EVP_PKEY_fromdata_init(context.get());
  EXPECT_EQ(EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()), 1);
  const PkeyHandle owner{key};
  return public_pem(key);
}

struct Vector {
  TokenAlgorithm algorithm;
  std::string_view token;
  std::string file;
};

class PublishedVector : public testing::TestWithParam<Vector> {};

TEST_P(PublishedVector, IsVerified) {
  const auto& [algorithm, token, file] = GetParam();
  const auto key = good_key(algorithm, file);
  const auto jws = CompactJws::parse(token);
  ASSERT_TRUE(key && jws);
  EXPECT_TRUE(key->has_signed(jws->signed_text, jws->signature));
}

TEST_P(PublishedVector, IsRefusedWithAnyBitChanged) {
  const auto& [algorithm, token, file] = GetParam();
  const auto key = good_key(algorithm, file);
  const auto jws = CompactJws::parse(token);
  ASSERT_TRUE(key && jws);
  for (std::size_t bit = 0; bit < 8 * jws->signature.size(); ++bit) {
    std::string signature = jws->signature;
    signature[bit / 8] = static_cast<char>(signature[bit / 8] ^ 1 << bit % 8);
    EXPECT_FALSE(key->has_signed(jws->signed_text, signature)) << bit;
  }
  for (std::size_t i = 0; i < jws->signed_text.size(); ++i) {
    std::string text{jws->signed_text};
    text[i] = static_cast<char>(text[i] ^ 1);
    EXPECT_FALSE(key->has_signed(text, jws->signature)) << i;
  }
  for (std::size_t size = 0; size < jws->signature.size(); ++size) {
    EXPECT_FALSE(key->has_signed(jws->signed_text, jws->signature.substr(0, size))) << size;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rfc, PublishedVector,
    testing::Values(Vector{TokenAlgorithm::Hs256, kRfc7515A1, *base64url::decode(kRfc7515A1Secret)},
                    Vector{TokenAlgorithm::Rs256, kRfc7515A2, std::string{kRfc7515A2Key}},
                    Vector{TokenAlgorithm::Es256, kRfc7515A3, std::string{kRfc7515A3Key}},
                    Vector{TokenAlgorithm::EdDsa, kRfc8037A4, std::string{kRfc8037A4Key}}));

TEST(TokenKey, KnowsFourAlgorithmsAndTheNewNameOfOne) {
  EXPECT_EQ(find_token_algorithm("HS256"), TokenAlgorithm::Hs256);
  EXPECT_EQ(find_token_algorithm("RS256"), TokenAlgorithm::Rs256);
  EXPECT_EQ(find_token_algorithm("ES256"), TokenAlgorithm::Es256);
  EXPECT_EQ(find_token_algorithm("EdDSA"), TokenAlgorithm::EdDsa);
  EXPECT_EQ(find_token_algorithm("Ed25519"), TokenAlgorithm::EdDsa);
  for (const char* const other :
       {"none", "None", "", "hs256", "HS384", "PS256", "ES256K", "Ed448"}) {
    EXPECT_FALSE(find_token_algorithm(other)) << other;
  }
}

TEST(TokenKey, NeedsASecretOf32BytesBesideOneNewline) {
  const std::string enough(32, 's');
  const std::string less(31, 's');
  EXPECT_EQ(fault_of(TokenAlgorithm::Hs256, enough), "");
  EXPECT_EQ(fault_of(TokenAlgorithm::Hs256, enough + "\n"), "");
  EXPECT_EQ(fault_of(TokenAlgorithm::Hs256, less), "has 31 bytes, and HS256 needs at least 32");
  EXPECT_EQ(fault_of(TokenAlgorithm::Hs256, less + "\n"),
            "has 31 bytes, and HS256 needs at least 32");
  EXPECT_EQ(fault_of(TokenAlgorithm::Hs256, less + "\n\n"), "");
}

TEST(TokenKey, TakesOneNewlineFromASecret) {
  const auto jws = CompactJws::parse(kRfc7515A1);
  const std::string secret = *base64url::decode(kRfc7515A1Secret);
  const auto key = good_key(TokenAlgorithm::Hs256, secret + "\n");
  const auto other = good_key(TokenAlgorithm::Hs256, secret + "\n\n");
  ASSERT_TRUE(key && other && jws);
  EXPECT_TRUE(key->has_signed(jws->signed_text, jws->signature));
  EXPECT_FALSE(other->has_signed(jws->signed_text, jws->signature));
}

TEST(TokenKey, TakesNoPublicKeyForASecret) {
  EXPECT_THAT(fault_of(TokenAlgorithm::Hs256, kRfc7515A3Key), HasSubstr("is a key in PEM"));
}

TEST(TokenKey, NeedsAnRsaKeyOf2048BitsWithAnOddExponentFrom3) {
  EXPECT_EQ(fault_of(TokenAlgorithm::Rs256, rsa_pem(2048, 3)), "");
  EXPECT_EQ(fault_of(TokenAlgorithm::Rs256, rsa_pem(2047, 65537)),
            "is an RSA key of 2047 bits, and RS256 needs at least 2048");
  for (const unsigned long exponent : {1UL, 2UL, 65536UL}) {
    EXPECT_THAT(fault_of(TokenAlgorithm::Rs256, rsa_pem(2048, exponent)), HasSubstr("exponent"));
  }
}

TEST(TokenKey, NeedsAKeyOfItsKind) {
  const PkeyHandle p384{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384")};
  const PkeyHandle ed448{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448")};
  EXPECT_THAT(fault_of(TokenAlgorithm::Es256, public_pem(p384.get())), HasSubstr("P-256"));
  EXPECT_THAT(fault_of(TokenAlgorithm::EdDsa, public_pem(ed448.get())), HasSubstr("Ed25519"));
  EXPECT_THAT(fault_of(TokenAlgorithm::Es256, kRfc8037A4Key), HasSubstr("P-256"));
  EXPECT_THAT(fault_of(TokenAlgorithm::EdDsa, kRfc7515A3Key), HasSubstr("Ed25519"));
  EXPECT_THAT(fault_of(TokenAlgorithm::Rs256, kRfc7515A3Key), HasSubstr("RSA"));
}

TEST(TokenKey, NeedsExactlyOnePublicKey) {
  const PkeyHandle pair{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
  const std::string one = public_pem(pair.get());
  const std::string secret_half = private_pem(pair.get());
  const auto fault = [](std::string_view file) { return fault_of(TokenAlgorithm::EdDsa, file); };
  EXPECT_EQ(fault("a comment\n" + one), "");
  for (const std::string& file :
       {std::string{}, std::string{"tea"}, one + one, one.substr(0, 60)}) {
    EXPECT_THAT(fault(file), HasSubstr("is not one public key in PEM")) << file;
  }
  EXPECT_THAT(fault(secret_half), HasSubstr("is a private key"));
  EXPECT_THAT(fault(one + secret_half), HasSubstr("is a private key"));
}

TEST(TokenKey, LeavesNoErrorsToOtherUsersOfOpenssl) {
  EXPECT_NE(fault_of(TokenAlgorithm::EdDsa,
                     "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
            "");
  const auto key = good_key(TokenAlgorithm::Rs256, kRfc7515A2Key);
  ASSERT_TRUE(key);
  EXPECT_FALSE(key->has_signed("text", "signature"));
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

TEST(TokenKey, IsOverFromItsTimeOn) {
  const std::chrono::system_clock::time_point until{std::chrono::seconds{100}};
  const auto made = TokenKey::make({"old", TokenAlgorithm::EdDsa, until}, kRfc8037A4Key);
  const auto& key = std::get<TokenKey>(made);
  EXPECT_FALSE(key.is_over(until - std::chrono::seconds{1}));
  EXPECT_TRUE(key.is_over(until));
  EXPECT_EQ(key.id(), "old");
}

}  // namespace
}  // namespace parley::access
