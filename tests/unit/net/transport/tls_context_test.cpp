// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/transport/tls_context.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "support/certificate_maker.hpp"
#include "support/temp_dir.hpp"

namespace parley::net {
namespace {

using test::CertificateOptions;
using test::MadeCertificate;
using testing::AllOf;
using testing::HasSubstr;

using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string with_passphrase(const std::string& key_pem) {
  const Memory in{BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())), &BIO_free};
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
      PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
  const Memory out{BIO_new(BIO_s_mem()), &BIO_free};
  const unsigned char passphrase[] = "open";
  PEM_write_bio_PrivateKey(out.get(), key.get(), EVP_aes_256_cbc(), passphrase, 4, nullptr,
                           nullptr);
  const char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

class TlsContextLoad : public testing::Test {
 protected:
  TlsContext::Loaded load() const { return TlsContext::load(files_); }

  MadeCertificate made_{CertificateOptions{}};
  test::TempDir dir_;
  TlsFiles files_{dir_.write("server.pem", made_.certificate_pem()),
                  dir_.write("server.key", made_.key_pem())};
};

TEST_F(TlsContextLoad, TakesAPair) {
  const auto loaded = load();
  EXPECT_EQ(loaded.error, "");
  ASSERT_NE(loaded.context, nullptr);
  EXPECT_NE(loaded.context->native(), nullptr);
}

TEST_F(TlsContextLoad, RefusesTheKeyOfAnotherCertificate) {
  dir_.write("server.key", MadeCertificate(CertificateOptions{}).key_pem());
  const auto loaded = load();
  EXPECT_EQ(loaded.context, nullptr);
  EXPECT_THAT(loaded.error, AllOf(HasSubstr("server.key cannot be used as the private key of "),
                                  HasSubstr("key values mismatch")));
}

TEST_F(TlsContextLoad, RefusesAKeyWithAPassphrase) {
  dir_.write("server.key", with_passphrase(made_.key_pem()));
  EXPECT_EQ(load().error, files_.key.string() + " needs a passphrase");
}

TEST_F(TlsContextLoad, SaysWhichFileIsMissing) {
  std::filesystem::remove(files_.key);
  EXPECT_THAT(load().error, AllOf(HasSubstr("server.key"), HasSubstr("No such file")));
  std::filesystem::remove(files_.certificate);
  EXPECT_THAT(load().error, AllOf(HasSubstr("server.pem"), HasSubstr("No such file")));
}

TEST_F(TlsContextLoad, RefusesWhatIsNoPem) {
  dir_.write("server.pem", "nonsense");
  EXPECT_THAT(load().error, AllOf(HasSubstr("server.pem cannot be read as a certificate chain"),
                                  HasSubstr("no start line")));
  dir_.write("server.pem", made_.key_pem());
  EXPECT_THAT(load().error, HasSubstr("server.pem cannot be read as a certificate chain"));
  dir_.write("server.pem", made_.certificate_pem());
  dir_.write("server.key", made_.certificate_pem());
  EXPECT_THAT(load().error, HasSubstr("server.key"));
}

}  // namespace
}  // namespace parley::net
