// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/certificate.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <memory>

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace parley::check {
namespace {

constexpr long kShortDays = 14;

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string dns_or_address(const GENERAL_NAME& name) {
  if (name.type != GEN_DNS && name.type != GEN_IPADD) return {};
  const ASN1_STRING* text = name.type == GEN_DNS ? name.d.dNSName : name.d.iPAddress;
  const unsigned char* data = ASN1_STRING_get0_data(text);
  const auto size = static_cast<std::size_t>(ASN1_STRING_length(text));
  if (name.type == GEN_DNS) return {data, data + size};
  if (size == 4) {
    boost::asio::ip::address_v4::bytes_type bytes{data[0], data[1], data[2], data[3]};
    return boost::asio::ip::address_v4{bytes}.to_string();
  }
  return "an IPv6 address";
}

std::vector<std::string> names_in(X509* certificate) {
  std::vector<std::string> names;
  auto* list = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(list); ++i) {
    std::string name = dns_or_address(*sk_GENERAL_NAME_value(list, i));
    if (!name.empty()) names.push_back(std::move(name));
  }
  GENERAL_NAMES_free(list);
  return names;
}

std::string name_text(const X509_NAME* name) {
  std::array<char, 200> text{};
  X509_NAME_oneline(name, text.data(), static_cast<int>(text.size()));
  return text.data();
}

void read_expiry(const ASN1_TIME* not_after, TlsFacts& facts) {
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, nullptr, not_after);
  facts.days_left = seconds < 0 ? days - 1 : days;
  std::tm time{};
  ASN1_TIME_to_tm(not_after, &time);
  std::array<char, 16> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d", &time);
  facts.expiry = text.data();
}

std::string join_names(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 4;
  if (names.empty()) return "no name at all";
  std::string all;
  for (std::size_t i = 0; i < names.size() && i < kMost; ++i) all += (i ? ", " : "") + names[i];
  return names.size() > kMost ? all + ", ..." : all;
}

Finding unknown_issuer(const TlsFacts& facts) {
  Finding finding{Verdict::Failure, "tls", {}, {}};
  if (facts.chain_length == 1 && facts.names_issuer_url) {
    finding.text = "the server sends its certificate without the intermediate certificates";
    finding.advice = {
        "Some browsers fetch them, but others, and all phones, refuse the connection. The "
        "certificate file must hold the whole chain, as certbot's fullchain.pem does:",
        "    ssl_certificate /etc/letsencrypt/live/NAME/fullchain.pem;   # not cert.pem"};
    return finding;
  }
  finding.text = "the issuer of the certificate is not trusted here: " + facts.issuer;
  finding.advice = {
      "Browsers refuse it. Get one from a public authority (Let's Encrypt, for example). If your "
      "own authority has signed it and your browsers trust that, name it to this check: --ca "
      "FILE."};
  if (facts.chain_length == 1) {
    finding.advice.emplace_back(
        "The server sends only its own certificate. If there is an intermediate certificate, the "
        "certificate file must hold it, too (fullchain.pem).");
  }
  return finding;
}

Finding judge_chain(const TlsFacts& facts) {
  switch (facts.verify_result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return {Verdict::Failure,
              "tls",
              "the certificate, or one in its chain, has expired; the "
              "server's own is valid until " +
                  facts.expiry,
              {"Renew it (certbot renew), then reload the proxy, which keeps the old one in memory "
               "until then. Does a timer do both?"}};
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {Verdict::Failure,
              "tls",
              "the certificate is not valid yet",
              {"Are the clocks right, on this machine and on the one that signed it?"}};
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return {
          Verdict::Failure,
          "tls",
          "the certificate is self-signed",
          {"Browsers refuse it, and for a WebSocket they show no dialog to accept it. Get one from "
           "a public authority (Let's Encrypt, for example). For a test, add it to your browsers "
           "and name it to this check: --ca FILE."}};
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return unknown_issuer(facts);
    default:
      return {Verdict::Failure,
              "tls",
              "the certificate is refused: " + facts.verify_words,
              {"Browsers will refuse it too."}};
  }
}

}  // namespace

TlsFacts tls_facts(Stream& stream, const std::string& host) {
  TlsFacts facts;
  SSL* const tls = stream.tls();
  facts.version = SSL_get_version(tls);
  const Certificate certificate{SSL_get1_peer_certificate(tls), &X509_free};
  if (!certificate) return facts;
  facts.has_certificate = true;
  facts.verify_result = SSL_get_verify_result(tls);
  facts.verify_words = X509_verify_cert_error_string(facts.verify_result);
  facts.is_name_right =
      X509_check_ip_asc(certificate.get(), host.c_str(), 0) == 1 ||
      X509_check_host(certificate.get(), host.data(), host.size(), 0, nullptr) == 1;
  facts.names = names_in(certificate.get());
  facts.issuer = name_text(X509_get_issuer_name(certificate.get()));
  read_expiry(X509_get0_notAfter(certificate.get()), facts);
  if (STACK_OF(X509)* chain = SSL_get_peer_cert_chain(tls)) {
    facts.chain_length = static_cast<std::size_t>(sk_X509_num(chain));
  }
  facts.names_issuer_url = X509_get_ext_by_NID(certificate.get(), NID_info_access, -1) >= 0;
  return facts;
}

Finding judge_tls(const TlsFacts& facts, const std::string& host) {
  if (!facts.has_certificate) {
    return {Verdict::Failure, "tls", "the server presents no certificate", {}};
  }
  if (facts.verify_result != X509_V_OK) return judge_chain(facts);
  if (!facts.is_name_right) {
    return {
        Verdict::Failure,
        "tls",
        "the certificate is for " + join_names(facts.names) + ", not for " + host,
        {"Get one that names " + host +
             ". If you have one, the proxy presents that of another site: the server_name of the "
             "right site is missing or misspelt.",
         "    server_name " + host + ";"}};
  }
  const std::string days = std::to_string(facts.days_left) + " days";
  if (facts.days_left < kShortDays) {
    return {Verdict::Warning,
            "tls",
            "the certificate expires in " + days + ", on " + facts.expiry,
            {"Does a timer renew it (systemctl list-timers), and reload the proxy afterwards?"}};
  }
  return {Verdict::Ok,
          "tls",
          facts.version + ", a certificate for " + host + " with " + days + " left",
          {}};
}

}  // namespace parley::check
