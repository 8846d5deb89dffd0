// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/daemon/config_file.hpp"
#include "support/certificate_maker.hpp"
#include "support/temp_dir.hpp"

namespace parley::daemon {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The files that belong to tls.certificate and tls.key, beside the configuration.
class ConfigTls : public testing::Test {
 protected:
  LoadResult load(const std::string& text) const {
    return load_config(dir_.write("parley.yaml", text));
  }

  test::MadeCertificate made_{test::CertificateOptions{}};
  test::TempDir dir_;
  std::filesystem::path certificate_ = dir_.write("server.pem", made_.certificate_pem());
  std::filesystem::path key_ = dir_.write("server.key", made_.key_pem());
};

TEST_F(ConfigTls, TakesRelativeNamesFromTheFolderOfTheFile) {
  const auto result = load("tls: {certificate: server.pem, key: server.key}\n");
  EXPECT_THAT(result.errors, IsEmpty());
  EXPECT_EQ(result.config.tls, (net::TlsFiles{certificate_, key_}));
}

TEST_F(ConfigTls, NothingIsNoFile) {
  const auto result = load("tls: {certificate: \"\", key: \"\"}\n");
  EXPECT_THAT(result.errors, IsEmpty());
  EXPECT_TRUE(result.config.tls.empty());
}

TEST_F(ConfigTls, EachFileNeedsTheOther) {
  const auto is_refused = ElementsAre(HasSubstr("parley.yaml:2: tls.certificate: "));
  EXPECT_THAT(load("tls:\n  certificate: server.pem\n").errors, is_refused);
  EXPECT_THAT(load("tls:\n  key: server.key\n").errors, is_refused);
}

TEST_F(ConfigTls, AnAddressWithTlsNeedsThem) {
  EXPECT_THAT(load("\nlisten: [\"tls:127.0.0.1:8443\"]\n").errors,
              ElementsAre(HasSubstr("parley.yaml:2: tls.certificate: ")));
}

TEST_F(ConfigTls, FilesThatDoNotBelongTogetherAreRefused) {
  dir_.write("server.key", test::MadeCertificate(test::CertificateOptions{}).key_pem());
  EXPECT_THAT(load("tls:\n  certificate: server.pem\n  key: server.key\n").errors,
              ElementsAre(AllOf(HasSubstr("parley.yaml:2: tls.certificate: "),
                                HasSubstr("key values mismatch"))));
}

}  // namespace
}  // namespace parley::daemon
