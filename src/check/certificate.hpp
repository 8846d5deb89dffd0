// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/report.hpp"
#include "check/stream.hpp"

namespace parley::check {

/// Facts about a TLS server, from its handshake.
struct TlsFacts {
  std::string version;  ///< such as TLSv1.3
  bool has_certificate = false;
  long verify_result = 0;    ///< one of OpenSSL's X509_V_ codes
  std::string verify_words;  ///< OpenSSL's text for it
  bool is_name_right = false;
  std::vector<std::string> names;  ///< names in the certificate
  std::string issuer;
  std::string expiry;             ///< such as 2026-03-01
  long days_left = 0;             ///< negative once it has expired
  std::size_t chain_length = 0;   ///< certificates that the server sent
  bool names_issuer_url = false;  ///< certificates of public authorities do
};

/// REQUIRES: the handshake is over.
[[nodiscard]] TlsFacts tls_facts(Stream& stream, const std::string& host);

/// The finding about these facts, for a server with this host name.
[[nodiscard]] Finding judge_tls(const TlsFacts& facts, const std::string& host);

}  // namespace parley::check
