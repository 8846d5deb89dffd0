// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/transport/tls_context.hpp"

#include <array>
#include <system_error>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace parley::net {
namespace {

/// RFC 7301: the server speaks only HTTP/1.1. A client that offers only other protocols gets an
/// alert.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr std::array<unsigned char, 9> kOurs{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  const int outcome =
      SSL_select_next_proto(&found, length, kOurs.data(), kOurs.size(), offered, offered_length);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// The first error is the cause; the others are its consequences.
std::string first_reason() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  if (ERR_SYSTEM_ERROR(code)) return std::generic_category().message(ERR_GET_REASON(code));
  const char* const reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : "unknown reason";
}

/// Refuses an encrypted key: nobody can enter its passphrase.
int note_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

void set_options(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  // A peer that vanishes without close_notify ends the stream like any other.
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  // The data of a repeated write may have moved. TlsTransport releases the buffers, because it
  // knows when the connection is idle; OpenSSL's own mode would free and allocate them with each
  // message.
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);  // one read instead of two for a record
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 1);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
}

}  // namespace

TlsContext::Loaded TlsContext::load(const TlsFiles& files) {
  ERR_clear_error();
  const std::shared_ptr<SSL_CTX> context{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
  if (!context) return {nullptr, "TLS cannot be set up: " + first_reason()};
  set_options(context.get());
  if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1) {
    return {nullptr, files.certificate.string() +
                         " cannot be read as a certificate chain in PEM: " + first_reason()};
  }
  bool has_passphrase = false;
  SSL_CTX_set_default_passwd_cb(context.get(), note_passphrase);
  SSL_CTX_set_default_passwd_cb_userdata(context.get(), &has_passphrase);
  const int has_key =
      SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM);
  SSL_CTX_set_default_passwd_cb_userdata(context.get(), nullptr);
  if (has_passphrase) return {nullptr, files.key.string() + " needs a passphrase"};
  if (has_key != 1 || SSL_CTX_check_private_key(context.get()) != 1) {
    return {nullptr, files.key.string() + " cannot be used as the private key of " +
                         files.certificate.string() + ": " + first_reason()};
  }
  return {std::shared_ptr<const TlsContext>(new TlsContext(context)), {}};
}

}  // namespace parley::net
