// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/stream.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace parley::check {

namespace asio = boost::asio;

error_code Stream::connect(const asio::ip::tcp::endpoint& to, TimePoint deadline) {
  return loop_.await(
      deadline, [&](Done done) { stream_.next_layer().async_connect(to, done); },
      [this] { close(); });
}

error_code Stream::start_tls(const std::string& host, std::string_view protocol,
                             TimePoint deadline) {
  error_code not_a_name;
  asio::ip::make_address(host, not_a_name);
  if (not_a_name) SSL_set_tlsext_host_name(tls(), host.c_str());  // RFC 6066: names only
  if (!protocol.empty()) {
    const std::string list = static_cast<char>(protocol.size()) + std::string{protocol};
    SSL_set_alpn_protos(tls(), reinterpret_cast<const unsigned char*>(list.data()),
                        static_cast<unsigned>(list.size()));
  }
  is_tls_ = true;
  return loop_.await(
      deadline, [&](Done done) { stream_.async_handshake(asio::ssl::stream_base::client, done); },
      [this] { close(); });
}

error_code Stream::write(std::string_view bytes, TimePoint deadline) {
  return loop_.await(
      deadline, [&](Done done) { asio::async_write(*this, asio::buffer(bytes), done); },
      [this] { close(); });
}

error_code Stream::read(std::string& into, std::size_t size, TimePoint deadline) {
  into.resize(size);
  return loop_.await(
      deadline, [&](Done done) { asio::async_read(*this, asio::buffer(into), done); },
      [this] { close(); });
}

void Stream::close() noexcept {
  error_code ignored;
  stream_.next_layer().close(ignored);
}

asio::ssl::context make_tls_context(const std::string& ca_file) {
  asio::ssl::context context{asio::ssl::context::tls_client};
  // OpenSSL still verifies, and keeps the result.
  context.set_verify_mode(asio::ssl::verify_none);
  if (ca_file.empty()) {
    context.set_default_verify_paths();
  } else {
    context.load_verify_file(ca_file);
  }
  return context;
}

std::string connect_words(error_code ec) {
  if (ec == asio::error::connection_refused) return "refuses the connection: nothing listens there";
  if (ec == asio::error::timed_out) return "does not answer: a firewall may drop the packets";
  if (ec == asio::error::host_unreachable) return "cannot be reached: there is no route to it";
  if (ec == asio::error::network_unreachable) return "cannot be reached from this machine";
  return ec.message();
}

std::string tls_words(error_code ec) {
  if (ec == asio::error::timed_out) return "the server does not answer the TLS handshake";
  if (ec.category() != asio::error::get_ssl_category()) {
    return "the server closes the connection during the TLS handshake: " + ec.message();
  }
  switch (ERR_GET_REASON(static_cast<unsigned long>(ec.value()))) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
      return "the server does not speak TLS on this port";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
      return "the server supports only versions of TLS that browsers no longer speak";
    case SSL_R_TLSV1_UNRECOGNIZED_NAME:
      return "the server has no certificate for this name";
    case SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
      return "the server does not speak HTTP/1.1, which a WebSocket begins with";
    default:
      return "the TLS handshake fails: " + ec.message();
  }
}

}  // namespace parley::check
