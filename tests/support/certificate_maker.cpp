// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/certificate_maker.hpp"

#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace parley::test {
namespace {

void demand(bool is_done, const char* what) {
  if (!is_done) throw std::runtime_error(std::string{"cannot make a certificate: "} + what);
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  demand(extension != nullptr, "extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

template <class Write>
std::string pem(Write write) {
  BIO* const memory = BIO_new(BIO_s_mem());
  write(memory);
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory, &text);
  const std::string result(text, static_cast<std::size_t>(size));
  BIO_free(memory);
  return result;
}

}  // namespace

MadeCertificate::MadeCertificate(const CertificateOptions& options,
                                 const MadeCertificate* authority)
    : key_(EVP_EC_gen("P-256"), &EVP_PKEY_free), certificate_(X509_new(), &X509_free) {
  demand(key_ != nullptr && certificate_ != nullptr, "key");
  X509* const certificate = certificate_.get();
  X509* const issuer = authority != nullptr ? authority->certificate_.get() : certificate;
  static long serial = 0;
  X509_set_version(certificate, 2);  // counted from 0
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  const auto seconds = [](std::chrono::hours hours) {
    return std::chrono::duration_cast<std::chrono::seconds>(hours).count();
  };
  X509_gmtime_adj(X509_getm_notBefore(certificate), seconds(options.begins));
  X509_gmtime_adj(X509_getm_notAfter(certificate), seconds(options.ends));
  const std::string name = options.is_authority ? "A test's authority" : "A test's server";
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  X509_set_pubkey(certificate, key_.get());
  const char* const constraint = options.is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE";
  add_extension(certificate, issuer, NID_basic_constraints, constraint);
  if (!options.names.empty()) {
    add_extension(certificate, issuer, NID_subject_alt_name, options.names);
  }
  if (options.names_issuer_url) {
    add_extension(certificate, issuer, NID_info_access, "caIssuers;URI:http://example.org/ca");
  }
  EVP_PKEY* const signer = authority != nullptr ? authority->key_.get() : key_.get();
  demand(X509_sign(certificate, signer, EVP_sha256()) > 0, "signature");
}

std::string MadeCertificate::certificate_pem() const {
  return pem([this](BIO* out) { PEM_write_bio_X509(out, certificate_.get()); });
}

std::string MadeCertificate::key_pem() const {
  return pem([this](BIO* out) {
    PEM_write_bio_PrivateKey(out, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace parley::test
