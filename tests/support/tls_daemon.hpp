// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "support/certificate_maker.hpp"
#include "support/parleyd_process.hpp"
#include "support/socket.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {

/// A folder with a certificate that an authority of the test's own has signed, and its key.
class TlsFolder {
 public:
  TlsFolder();

  /// Puts a new certificate in place of the one that is there.
  void renew();
  void write_certificate(std::string_view text) const { dir_.write("server.pem", text); }
  void write_key(std::string_view text) const { dir_.write("server.key", text); }

  /// The section `tls` of a configuration.
  [[nodiscard]] std::string config() const;
  [[nodiscard]] std::filesystem::path authority() const { return dir_.path() / "authority.pem"; }
  [[nodiscard]] std::string certificate() const { return server_.certificate_pem(); }
  [[nodiscard]] const TempDir& dir() const noexcept { return dir_; }

 private:
  TempDir dir_;
  MadeCertificate authority_{{.names = "", .is_authority = true}};
  MadeCertificate server_;
};

/// A parleyd that listens for TLS, and without it, and how it is reached.
class TlsDaemon {
 public:
  explicit TlsDaemon(const TlsFolder& folder, const std::string& config = {});

  [[nodiscard]] ParleydProcess& process() noexcept { return process_; }
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  /// A connection that is past the handshake, to the certificate that has to be there.
  [[nodiscard]] Socket connect() const;
  [[nodiscard]] Socket connect(const TlsClientOptions& options) const;

 private:
  const TlsFolder& folder_;
  ParleydProcess process_;
  std::uint16_t port_;
};

}  // namespace parley::test
