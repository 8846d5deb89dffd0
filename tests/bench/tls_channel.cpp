// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "tls_channel.hpp"

#include <array>
#include <stdexcept>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace parley::bench {
namespace {

SSL_CTX* context() {
  static const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> made = [] {
    SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    return std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>{context, &SSL_CTX_free};
  }();
  return made.get();
}

}  // namespace

void TlsChannel::Free::operator()(ssl_st* tls) const noexcept {
  SSL_free(tls);
}

TlsChannel::TlsChannel()
    : tls_(SSL_new(context())), in_(BIO_new(BIO_s_mem())), out_(BIO_new(BIO_s_mem())) {
  SSL_set_bio(tls_.get(), in_, out_);
  SSL_set_connect_state(tls_.get());
  (void)SSL_do_handshake(tls_.get());
  collect();
}

void TlsChannel::receive(std::string_view bytes, std::string& plain) {
  BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
  std::array<char, 16 * 1024> record;
  std::size_t size = 0;
  int outcome = 1;
  while ((outcome = SSL_read_ex(tls_.get(), record.data(), record.size(), &size)) == 1) {
    plain.append(record.data(), size);
  }
  const int error = SSL_get_error(tls_.get(), outcome);
  if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_ZERO_RETURN) {
    const char* const reason = ERR_reason_error_string(ERR_get_error());
    throw std::runtime_error(std::string("TLS: ") + (reason != nullptr ? reason : "broken"));
  }
  collect();
}

bool TlsChannel::is_established() const {
  return SSL_is_init_finished(tls_.get()) == 1;
}

void TlsChannel::send_record(std::string_view bytes) {
  std::size_t sent = 0;
  if (SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &sent) != 1) {
    throw std::runtime_error("TLS: a record was not made");
  }
  collect();
}

void TlsChannel::collect() {
  const std::size_t size = BIO_ctrl_pending(out_);
  const std::size_t before = wire_.size();
  wire_.resize(before + size);
  if (size > 0) BIO_read(out_, wire_.data() + before, static_cast<int>(size));
}

}  // namespace parley::bench
