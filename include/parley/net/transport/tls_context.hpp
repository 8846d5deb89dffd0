// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

// OpenSSL's own name for SSL_CTX, which keeps its headers out of this one.
using ssl_ctx_st = struct ssl_ctx_st;

namespace parley::net {

/// The paths of the certificate chain and its private key, both in PEM.
struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;

  [[nodiscard]] bool empty() const noexcept { return certificate.empty() && key.empty(); }
  [[nodiscard]] bool operator==(const TlsFiles&) const = default;
};

/// The settings that the TLS connections of a server share: certificate, key, TLS 1.2 and newer. A
/// connection keeps the context that it started with.
class TlsContext {
 public:
  struct Loaded;

  /// Reads both files. On failure the context is null, and `error` describes the failed attempt.
  [[nodiscard]] static Loaded load(const TlsFiles& files);

  [[nodiscard]] ssl_ctx_st* native() const noexcept { return context_.get(); }

 private:
  explicit TlsContext(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}

  std::shared_ptr<ssl_ctx_st> context_;
};

struct TlsContext::Loaded {
  std::shared_ptr<const TlsContext> context;
  std::string error;
};

}  // namespace parley::net
