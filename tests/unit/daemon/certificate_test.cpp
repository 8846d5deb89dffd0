// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/certificate.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/certificate_maker.hpp"
#include "support/temp_dir.hpp"

namespace parley::daemon {
namespace {

using test::CertificateOptions;
using test::MadeCertificate;

class CertificateFiles : public testing::Test {
 protected:
  CertificateFiles() { write(MadeCertificate(CertificateOptions{})); }

  void write(const MadeCertificate& made) const {
    dir_.write("server.pem", made.certificate_pem());
    dir_.write("server.key", made.key_pem());
  }

  test::TempDir dir_;
  net::TlsFiles files_{dir_.path() / "server.pem", dir_.path() / "server.key"};
  Certificate certificate_;
};

TEST_F(CertificateFiles, AreReadOnceThereIsSomethingToRead) {
  EXPECT_EQ(certificate_.context(), nullptr);
  EXPECT_FALSE(certificate_.has_changed_on_disk());
  EXPECT_EQ(certificate_.load(files_), "");
  EXPECT_NE(certificate_.context(), nullptr);
  EXPECT_FALSE(certificate_.has_changed_on_disk());
}

TEST_F(CertificateFiles, AreCalledChangedUntilTheyAreReadAgain) {
  certificate_.load_or_throw(files_);
  const auto first = certificate_.context();
  write(MadeCertificate(CertificateOptions{}));
  EXPECT_TRUE(certificate_.has_changed_on_disk());
  EXPECT_EQ(certificate_.load(files_), "");
  EXPECT_NE(certificate_.context(), first);
  EXPECT_FALSE(certificate_.has_changed_on_disk());
}

TEST_F(CertificateFiles, ThatAreBrokenLeaveWhatWasThere) {
  certificate_.load_or_throw(files_);
  const auto first = certificate_.context();
  dir_.write("server.key", "nonsense");
  EXPECT_THAT(certificate_.load(files_), testing::HasSubstr("server.key"));
  EXPECT_EQ(certificate_.context(), first);
  EXPECT_FALSE(certificate_.has_changed_on_disk());  // once is enough to say it
}

TEST_F(CertificateFiles, ThatAreGoneHaveChanged) {
  certificate_.load_or_throw(files_);
  std::filesystem::remove(files_.key);
  EXPECT_TRUE(certificate_.has_changed_on_disk());
}

TEST_F(CertificateFiles, AreNeededAtTheStart) {
  EXPECT_THROW(certificate_.load_or_throw({}), std::runtime_error);
  EXPECT_THROW(certificate_.load_or_throw({"/nonexistent.pem", files_.key}), std::runtime_error);
}

}  // namespace
}  // namespace parley::daemon
