// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>

// OpenSSL's own names, so that its headers stay out of this one.
struct x509_st;
struct evp_pkey_st;

namespace parley::test {

struct CertificateOptions {
  std::string names = "IP:127.0.0.1";   ///< as OpenSSL writes a subjectAltName; empty: none
  std::chrono::hours begins{-24 * 30};  ///< from now
  std::chrono::hours ends{24 * 30};
  bool is_authority = false;
  bool names_issuer_url = false;  ///< as those of public authorities do
};

/// A certificate with its key, made for a test: signed by itself, or by an authority.
class MadeCertificate {
 public:
  explicit MadeCertificate(const CertificateOptions& options) : MadeCertificate(options, nullptr) {}
  MadeCertificate(const CertificateOptions& options, const MadeCertificate& authority)
      : MadeCertificate(options, &authority) {}

  [[nodiscard]] std::string certificate_pem() const;
  [[nodiscard]] std::string key_pem() const;

 private:
  MadeCertificate(const CertificateOptions& options, const MadeCertificate* authority);

  std::shared_ptr<evp_pkey_st> key_;
  std::shared_ptr<x509_st> certificate_;
};

}  // namespace parley::test
