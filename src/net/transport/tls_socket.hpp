// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

using bio_st = struct bio_st;

namespace parley::net {

/// The socket as OpenSSL sees it. Unlike the BIO of OpenSSL, it raises no SIGPIPE, keeps the error
/// of the last call, and gives at most one portion of input per turn of the event loop: otherwise
/// OpenSSL would read as long as a peer keeps sending records without data. TlsTransport owns it.
class TlsSocket {
 public:
  explicit TlsSocket(int descriptor) noexcept : descriptor_(descriptor) {}
  TlsSocket(const TlsSocket&) = delete;
  TlsSocket& operator=(const TlsSocket&) = delete;

  /// For SSL_set_bio, which takes ownership. Null if there is no memory. This object must outlive
  /// it.
  [[nodiscard]] bio_st* make_bio();

  void begin_turn() noexcept { may_read_ = true; }

  /// The number of bytes received since they were last taken.
  [[nodiscard]] std::size_t received() const noexcept { return received_; }
  void forget_received() noexcept { received_ = 0; }

  /// An errno, or 0 after the end of the stream.
  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  struct Callbacks;

  const int descriptor_;
  std::size_t received_ = 0;
  int error_ = 0;
  bool may_read_ = false;
  bool is_at_end_ = false;
};

}  // namespace parley::net
