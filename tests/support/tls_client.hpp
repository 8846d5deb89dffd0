// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

using ssl_st = struct ssl_st;

namespace parley::test {

struct TlsClientOptions {
  std::filesystem::path authority{};  ///< its certificate; empty: whoever answers is believed
  std::string version{};              ///< the only one to offer, such as "1.2"; empty: 1.2 and up
  std::string protocol = "http/1.1";  ///< to offer (ALPN); empty: none
};

/// A client's end of TLS over a connected, non-blocking descriptor. It takes part in no waiting but
/// that for the handshake, which is never longer than kPatience.
class TlsClient {
 public:
  /// Shakes hands. Throws what OpenSSL says if that fails. `descriptor` remains its owner's.
  TlsClient(int descriptor, const TlsClientOptions& options);

  [[nodiscard]] std::string version() const;      ///< such as "TLSv1.3"
  [[nodiscard]] std::string certificate() const;  ///< the server's own, in PEM
  [[nodiscard]] std::string protocol() const;     ///< what was agreed on by ALPN

  /// How many bytes were taken, 0 if the kernel takes nothing now. Throws if the peer has gone.
  [[nodiscard]] std::size_t send_some(std::string_view bytes);

  /// What has arrived; empty at the end of the stream, nothing if something is still to come.
  [[nodiscard]] std::optional<std::string> read_some();

  /// Whether the end came with close_notify, and not just so.
  [[nodiscard]] bool has_ended_properly() const noexcept { return has_ended_properly_; }

  void send_close_notify();

  /// Sends a change of keys, which carries no data; false if the kernel takes no more.
  [[nodiscard]] bool change_keys();

 private:
  struct Free {
    void operator()(ssl_st* tls) const noexcept;
  };

  int descriptor_;
  std::unique_ptr<ssl_st, Free> tls_;
  bool has_ended_properly_ = false;
};

}  // namespace parley::test
