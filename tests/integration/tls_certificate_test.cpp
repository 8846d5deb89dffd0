// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The daemon's certificate: refused if it is wrong, and renewed while connections go on.
#include <csignal>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/tls_daemon.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

class Certificate : public testing::Test {
 protected:
  [[nodiscard]] std::string shown_to_newcomers() const {
    return daemon_.connect().tls_client().certificate();
  }

  TlsFolder folder_;
  TlsDaemon daemon_{folder_};
  Member before_ = join(daemon_.connect(), "tea");
  std::string first_ = folder_.certificate();
};

TEST_F(Certificate, IsRenewedBySighup) {
  EXPECT_EQ(shown_to_newcomers(), first_);
  folder_.renew();
  daemon_.process().signal(SIGHUP);
  daemon_.process().wait_for_log({"event=reloaded"});
  EXPECT_NE(folder_.certificate(), first_);
  EXPECT_EQ(shown_to_newcomers(), folder_.certificate());
  EXPECT_EQ(ask(before_, {{"type", "ping"}}).at("type"), "pong");
}

TEST_F(Certificate, IsRenewedWhenItsFilesChange) {
  folder_.renew();
  daemon_.process().wait_for_log({"event=certificate-loaded"});
  EXPECT_EQ(shown_to_newcomers(), folder_.certificate());
  EXPECT_EQ(ask(before_, {{"type", "ping"}}).at("type"), "pong");
}

TEST_F(Certificate, StaysIfTheNewFilesAreBroken) {
  folder_.write_certificate("-----BEGIN CERTIFICATE-----\nnonsense\n");
  daemon_.process().wait_for_log({"error", "event=certificate-refused", "server.pem"});
  EXPECT_EQ(shown_to_newcomers(), first_);
  daemon_.process().signal(SIGHUP);
  daemon_.process().wait_for_log(
      {"error", "event=reload-refused", "tls.certificate", "server.pem"});
  EXPECT_EQ(shown_to_newcomers(), first_);
  folder_.renew();
  daemon_.process().wait_for_log({"event=certificate-loaded"});
  EXPECT_EQ(shown_to_newcomers(), folder_.certificate());
}

TEST_F(Certificate, StaysIfItsFilesAreGone) {
  std::filesystem::remove(folder_.dir().path() / "server.key");
  daemon_.process().wait_for_log({"event=certificate-refused", "server.key"});
  EXPECT_EQ(shown_to_newcomers(), first_);
}

TEST(BrokenCertificate, IsRefusedAtTheStartWithTheReason) {
  const TlsFolder folder;
  const auto expect_refusal = [&](const std::vector<std::string>& parts) {
    ParleydProcess daemon(ParleydOptions{
        .config = folder.config(), .listen = {"tls:127.0.0.1:0"}, .is_started = false});
    EXPECT_EQ(daemon.wait_for_exit(), 78);
    daemon.wait_for_log(parts);
  };
  folder.write_key(MadeCertificate(CertificateOptions{}).key_pem());
  expect_refusal({"parley.yaml:1: tls.certificate: ", "server.key", "key values mismatch"});
  folder.write_key("nothing");
  expect_refusal({"parley.yaml:1: tls.certificate: ", "server.key"});
  std::filesystem::remove(folder.dir().path() / "server.key");
  expect_refusal({"parley.yaml:1: tls.certificate: ", "server.key", "No such file"});
}

TEST(BrokenCertificate, AnAddressWithTlsNeedsOne) {
  ParleydProcess daemon(ParleydOptions{.listen = {"tls:127.0.0.1:0"}, .is_started = false});
  EXPECT_NE(daemon.wait_for_exit(), 0);
  daemon.wait_for_log({"tls.certificate"});
}

}  // namespace
}  // namespace parley::test
