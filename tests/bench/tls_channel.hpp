// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

using bio_st = struct bio_st;
using ssl_st = struct ssl_st;

namespace parley::bench {

/// A client's TLS without a socket: its owner moves the bytes. It believes any server. Throws when
/// the server breaks the protocol.
class TlsChannel {
 public:
  TlsChannel();

  /// Takes what has come from the server and appends what it says to `plain`.
  void receive(std::string_view bytes, std::string& plain);

  /// Whether records can be sent.
  [[nodiscard]] bool is_established() const;

  /// Puts `bytes` into one record of their own. REQUIRES: at most 16 KiB.
  void send_record(std::string_view bytes);

  /// What has to be sent to the server.
  [[nodiscard]] std::string& wire() noexcept { return wire_; }

 private:
  struct Free {
    void operator()(ssl_st* tls) const noexcept;
  };
  void collect();

  std::unique_ptr<ssl_st, Free> tls_;
  bio_st* in_;   // owned by tls_
  bio_st* out_;  // owned by tls_
  std::string wire_;
};

}  // namespace parley::bench
