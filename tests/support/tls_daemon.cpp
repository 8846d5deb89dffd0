// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/tls_daemon.hpp"

namespace parley::test {

TlsFolder::TlsFolder() : server_({}, authority_) {
  dir_.write("authority.pem", authority_.certificate_pem());
  renew();
}

void TlsFolder::renew() {
  server_ = MadeCertificate({}, authority_);
  write_key(server_.key_pem());
  write_certificate(server_.certificate_pem());
}

std::string TlsFolder::config() const {
  return "tls: {certificate: " + (dir_.path() / "server.pem").string() +
         ", key: " + (dir_.path() / "server.key").string() + "}\n";
}

TlsDaemon::TlsDaemon(const TlsFolder& folder, const std::string& config)
    : folder_(folder),
      process_(ParleydOptions{.config = folder.config() + config,
                              .listen = {"127.0.0.1:0", "tls:127.0.0.1:0"},
                              // Freed memory that AddressSanitizer keeps is no leak.
                              .environment = {{"ASAN_OPTIONS", "quarantine_size_mb=1"}}}),
      port_(process_.tls_port()) {}

Socket TlsDaemon::connect() const {
  return connect({.authority = folder_.authority()});
}

Socket TlsDaemon::connect(const TlsClientOptions& options) const {
  return Socket::tls(port_, options);
}

}  // namespace parley::test
