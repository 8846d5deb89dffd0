// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/transport/tls_transport.hpp"

#include <new>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace parley::net {

namespace asio = boost::asio;

namespace {

error_code handshake_failure() {
  return make_error_code(boost::system::errc::protocol_error);
}

}  // namespace

void TlsTransport::Free::operator()(ssl_st* tls) const noexcept {
  SSL_free(tls);
}

TlsTransport::TlsTransport(Executor executor, int family, int descriptor, const TlsContext& context)
    : socket_(executor), input_and_output_(descriptor), tls_(SSL_new(context.native())) {
  take_over(socket_, family, descriptor);
  BIO* const bio = tls_ ? input_and_output_.make_bio() : nullptr;
  if (bio == nullptr) throw std::bad_alloc{};
  SSL_set_bio(tls_.get(), bio, bio);
  SSL_set_accept_state(tls_.get());
}

void TlsTransport::async_read_some(asio::mutable_buffer buffer, Completion done) {
  read_buffer_ = buffer;
  read_done_ = done;
  // Records that OpenSSL has read ahead do not make the descriptor ready.
  const bool is_at_hand = is_broken_ || read_failure_ || SSL_has_pending(tls_.get()) == 1;
  if (!is_at_hand && socket_.is_open()) {
    return read_when(StreamSocket::wait_read);
  }
  asio::post(socket_.get_executor(), [this] { read_now(); });
}

void TlsTransport::read_when(StreamSocket::wait_type ready) {
  socket_.async_wait(ready, [this](error_code ec) {
    if (ec) return complete_read(ec, 0);
    read_now();
  });
}

void TlsTransport::read_now() {
  if (!socket_.is_open()) return complete_read(asio::error::operation_aborted, 0);
  if (is_broken_) return complete_read(asio::error::connection_aborted, 0);
  if (read_failure_) return break_off(*read_failure_);
  ERR_clear_error();
  input_and_output_.begin_turn();
  std::size_t total = 0;
  int outcome = 0;
  do {  // pass on all records that have arrived together
    std::size_t bytes = 0;
    const asio::mutable_buffer rest = read_buffer_ + total;
    outcome = SSL_read_ex(tls_.get(), rest.data(), rest.size(), &bytes);
    total += bytes;
  } while (outcome == 1 && total < read_buffer_.size() && SSL_has_pending(tls_.get()) == 1);
  is_established_ = is_established_ || SSL_is_init_finished(tls_.get()) == 1;
  const int error = outcome == 1 ? SSL_ERROR_NONE : SSL_get_error(tls_.get(), outcome);
  const bool has_to_wait = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
  if (error != SSL_ERROR_NONE && !has_to_wait) read_failure_ = failure(outcome);
  if (total > 0) {
    input_and_output_.forget_received();
    return complete_read({}, total);
  }
  if (read_failure_) return break_off(*read_failure_);
  if (input_and_output_.received() > kMostWithoutData) {
    return break_off(is_established_ ? asio::error::connection_aborted : handshake_failure());
  }
  read_when(error == SSL_ERROR_WANT_READ ? StreamSocket::wait_read : StreamSocket::wait_write);
}

void TlsTransport::break_off(error_code ec) {
  is_broken_ = ec != asio::error::eof;
  complete_read(ec, 0);
}

void TlsTransport::complete_read(error_code ec, std::size_t bytes) {
  std::exchange(read_done_, {})(ec, bytes);
}

error_code TlsTransport::failure(int outcome) const {
  switch (SSL_get_error(tls_.get(), outcome)) {
    case SSL_ERROR_ZERO_RETURN:
      return asio::error::eof;
    case SSL_ERROR_SYSCALL:
      if (input_and_output_.error() == 0) return asio::error::eof;
      return {input_and_output_.error(), boost::system::system_category()};
    default:  // not TLS, or a version that is not accepted
      return is_established_ ? asio::error::connection_aborted : handshake_failure();
  }
}

std::size_t TlsTransport::try_send(asio::const_buffer bytes, error_code& ec) {
  ec = {};
  std::size_t total = 0;
  while (total < bytes.size()) {
    if (is_broken_) ec = asio::error::connection_aborted;
    if (ec) return total;
    const asio::const_buffer rest = bytes + total;
    ERR_clear_error();
    input_and_output_.begin_turn();
    std::size_t sent = 0;
    const int outcome = SSL_write_ex(tls_.get(), rest.data(), rest.size(), &sent);
    total += sent;
    if (outcome == 1) continue;
    const int error = SSL_get_error(tls_.get(), outcome);
    write_needs_input_ = error == SSL_ERROR_WANT_READ;
    if (write_needs_input_ || error == SSL_ERROR_WANT_WRITE) {
      if (total == 0) ec = asio::error::would_block;
      return total;
    }
    ec = failure(outcome);
    is_broken_ = true;
  }
  return total;
}

void TlsTransport::async_wait_writable(Completion done) {
  const auto ready = write_needs_input_ ? StreamSocket::wait_read : StreamSocket::wait_write;
  write_needs_input_ = false;
  socket_.async_wait(ready, [done](error_code ec) { done(ec); });
}

void TlsTransport::shutdown_send() noexcept {
  if (!is_broken_ && SSL_is_init_finished(tls_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
  }
  error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
}

/// OpenSSL keeps a buffer of 16 KiB for each direction, and does not release one that holds data.
void TlsTransport::release_memory() noexcept {
  (void)SSL_free_buffers(tls_.get());
}

void TlsTransport::close() noexcept {
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace parley::net
