// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "support/byte_stream.hpp"
#include "support/tls_client.hpp"

namespace parley::test {

/// The one deadline of all waiting in tests: far above what anything takes, so that only a thing
/// that never happens meets it. Passing it is a failure, which is thrown.
inline constexpr std::chrono::seconds kPatience{30};

struct SocketOptions {
  std::string from;        ///< the local address, one of 127.0.0.0/8; empty: the kernel's choice
  int receive_buffer = 0;  ///< bytes; 0: the kernel's choice
};

/// A client's end of a connection. Blocking, but never for longer than kPatience.
class Socket {
 public:
  [[nodiscard]] static Socket tcp(std::uint16_t port, const SocketOptions& options = {});
  [[nodiscard]] static Socket tcp6(std::uint16_t port);  ///< to ::1
  [[nodiscard]] static Socket unix_domain(const std::filesystem::path& path);
  [[nodiscard]] static Socket tls(std::uint16_t port, const TlsClientOptions& options = {});

  /// One that has been accepted. Owns it from here on.
  [[nodiscard]] static Socket adopt(int descriptor);

  explicit Socket(std::unique_ptr<ByteStream> stream) noexcept : stream_(std::move(stream)) {}

  /// Sends all of it. Throws if the peer has gone or takes too long to read.
  void send(std::string_view bytes);

  /// The same, but false if the peer has gone.
  [[nodiscard]] bool try_send(std::string_view bytes);

  /// Sends what fits without waiting and returns how many bytes that was.
  [[nodiscard]] std::size_t send_some(std::string_view bytes) { return stream_->send_some(bytes); }

  /// What has arrived, at least one byte; empty at the end of the stream, be it FIN or RST.
  [[nodiscard]] std::string read_some();

  /// The same, or nothing if nothing comes within `wait`.
  [[nodiscard]] std::optional<std::string> read_some_within(std::chrono::milliseconds wait) {
    return stream_->read_some_within(wait);
  }

  /// Everything up to the end of the stream.
  [[nodiscard]] std::string read_to_end();

  /// From here on everything goes through TLS. Throws if the handshake fails.
  /// REQUIRES: it is a socket of the kernel.
  void start_tls(const TlsClientOptions& options = {});

  /// REQUIRES: start_tls was called.
  [[nodiscard]] TlsClient& tls_client();

  /// How many bytes have arrived that nobody has read.
  [[nodiscard]] std::size_t unread_bytes() const { return stream_->unread_bytes(); }

  void shut_down_sending() { stream_->shut_down_sending(); }

  /// Ends the connection with RST.
  void reset() { stream_->reset(); }

 private:
  std::unique_ptr<ByteStream> stream_;
};

}  // namespace parley::test
