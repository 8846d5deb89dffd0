// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/tls_client.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <map>
#include <stdexcept>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include "support/socket.hpp"

namespace parley::test {
namespace {

[[noreturn]] void throw_tls(const char* what) {
  const char* const reason = ERR_reason_error_string(ERR_get_error());
  ERR_clear_error();
  throw std::runtime_error(std::string("TLS: ") + what + ": " +
                           (reason != nullptr ? reason : "the connection ended"));
}

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

Context make_context(const TlsClientOptions& options) {
  static const std::map<std::string, int> versions{
      {"1.1", TLS1_1_VERSION}, {"1.2", TLS1_2_VERSION}, {"1.3", TLS1_3_VERSION}};
  Context context{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
  if (options.version.empty()) {
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  } else {
    SSL_CTX_set_security_level(context.get(), 0);  // old versions use what is forbidden by now
    SSL_CTX_set_min_proto_version(context.get(), versions.at(options.version));
    SSL_CTX_set_max_proto_version(context.get(), versions.at(options.version));
  }
  if (!options.authority.empty()) {
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_load_verify_locations(context.get(), options.authority.c_str(), nullptr);
  }
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  if (!options.protocol.empty()) {
    const std::string list = static_cast<char>(options.protocol.size()) + options.protocol;
    SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char*>(list.data()),
                            static_cast<unsigned>(list.size()));
  }
  return context;
}

void wait_for(int descriptor, int tls_error) {
  const bool is_for_input = tls_error == SSL_ERROR_WANT_READ;
  pollfd entry{.fd = descriptor,
               .events = static_cast<short>(is_for_input ? POLLIN : POLLOUT),
               .revents = 0};
  constexpr auto kLongest = std::chrono::milliseconds{kPatience};
  if (::poll(&entry, 1, static_cast<int>(kLongest.count())) <= 0) {
    throw std::runtime_error("TLS: nothing came from the daemon in time");
  }
}

bool has_to_wait(int tls_error) {
  return tls_error == SSL_ERROR_WANT_READ || tls_error == SSL_ERROR_WANT_WRITE;
}

}  // namespace

void TlsClient::Free::operator()(ssl_st* tls) const noexcept {
  SSL_free(tls);
}

TlsClient::TlsClient(int descriptor, const TlsClientOptions& options) : descriptor_(descriptor) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets as to files
  const Context context = make_context(options);
  tls_.reset(SSL_new(context.get()));
  SSL_set_fd(tls_.get(), descriptor);
  X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_.get()), "127.0.0.1");
  while (true) {
    ERR_clear_error();
    const int outcome = SSL_connect(tls_.get());
    if (outcome == 1) return;
    const int error = SSL_get_error(tls_.get(), outcome);
    if (!has_to_wait(error)) throw_tls("handshake");
    wait_for(descriptor_, error);
  }
}

std::string TlsClient::version() const {
  return SSL_get_version(tls_.get());
}

std::string TlsClient::certificate() const {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate{
      SSL_get1_peer_certificate(tls_.get()), &X509_free};
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory{BIO_new(BIO_s_mem()), &BIO_free};
  PEM_write_bio_X509(memory.get(), certificate.get());
  const char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string TlsClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(tls_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

std::size_t TlsClient::send_some(std::string_view bytes) {
  ERR_clear_error();
  std::size_t sent = 0;
  const int outcome = SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &sent);
  if (outcome == 1) return sent;
  if (has_to_wait(SSL_get_error(tls_.get(), outcome))) return 0;
  throw_tls("send");
}

std::optional<std::string> TlsClient::read_some() {
  std::array<char, 64 * 1024> buffer;
  ERR_clear_error();
  std::size_t size = 0;
  const int outcome = SSL_read_ex(tls_.get(), buffer.data(), buffer.size(), &size);
  if (outcome == 1) return std::string(buffer.data(), size);
  const int error = SSL_get_error(tls_.get(), outcome);
  if (has_to_wait(error)) return std::nullopt;
  has_ended_properly_ = error == SSL_ERROR_ZERO_RETURN;
  return std::string{};
}

void TlsClient::send_close_notify() {
  SSL_shutdown(tls_.get());
}

bool TlsClient::change_keys() {
  ERR_clear_error();
  if (SSL_get_key_update_type(tls_.get()) == SSL_KEY_UPDATE_NONE) {
    SSL_key_update(tls_.get(), SSL_KEY_UPDATE_NOT_REQUESTED);
  }
  const int outcome = SSL_do_handshake(tls_.get());
  if (outcome == 1) return true;
  if (has_to_wait(SSL_get_error(tls_.get(), outcome))) return false;
  throw_tls("key update");
}

}  // namespace parley::test
