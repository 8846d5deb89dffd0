// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "check/loop.hpp"

namespace parley::check {

/// A TCP connection, optionally with TLS. An untrusted certificate does not end the handshake: it
/// is a finding, and the later checks are still useful. This is an AsyncStream in Beast's sense.
class Stream {
 public:
  using executor_type = boost::asio::ip::tcp::socket::executor_type;

  Stream(Loop& loop, boost::asio::ssl::context& tls) : loop_(loop), stream_(loop.context(), tls) {}

  [[nodiscard]] error_code connect(const boost::asio::ip::tcp::endpoint& to, TimePoint deadline);

  /// Offers `protocol` by ALPN (RFC 7301), unless it is empty.
  [[nodiscard]] error_code start_tls(const std::string& host, std::string_view protocol,
                                     TimePoint deadline);

  [[nodiscard]] error_code write(std::string_view bytes, TimePoint deadline);

  /// Reads exactly this many bytes; fewer if it fails.
  [[nodiscard]] error_code read(std::string& into, std::size_t size, TimePoint deadline);

  void close() noexcept;

  [[nodiscard]] Loop& loop() noexcept { return loop_; }
  [[nodiscard]] SSL* tls() noexcept { return stream_.native_handle(); }
  [[nodiscard]] executor_type get_executor() noexcept { return stream_.get_executor(); }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    if (is_tls_) return stream_.async_read_some(buffers, std::forward<Handler>(handler));
    return stream_.next_layer().async_read_some(buffers, std::forward<Handler>(handler));
  }

  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    if (is_tls_) return stream_.async_write_some(buffers, std::forward<Handler>(handler));
    return stream_.next_layer().async_write_some(buffers, std::forward<Handler>(handler));
  }

 private:
  Loop& loop_;
  boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream_;
  bool is_tls_ = false;
};

/// Verifies certificates with the system's authorities, or only with those in a PEM file. Throws if
/// the file cannot be read.
[[nodiscard]] boost::asio::ssl::context make_tls_context(const std::string& ca_file);

/// Describes why a connection failed: what happened, and what that means.
[[nodiscard]] std::string connect_words(error_code ec);

/// The same for a TLS handshake.
[[nodiscard]] std::string tls_words(error_code ec);

}  // namespace parley::check
