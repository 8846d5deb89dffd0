// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace parley::net {

/// An address to listen on: "127.0.0.1:8080", "[::1]:8080", or "unix:/run/parley/parley.sock"; with
/// TLS "tls:0.0.0.0:8443". Port 0 asks the kernel for a free port.
struct ListenAddress {
  std::string host;  ///< a literal IPv4 or IPv6 address without brackets; empty for a Unix socket
  std::uint16_t port = 0;
  std::string path;  ///< of the Unix socket; empty for TCP
  bool is_tls = false;
  bool is_optional = false;  ///< a default that this machine may lack (IPv6): warn and continue

  [[nodiscard]] bool is_unix() const noexcept { return !path.empty(); }
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool operator==(const ListenAddress&) const = default;
};

/// Nothing if `text` has none of these forms.
[[nodiscard]] std::optional<ListenAddress> parse_listen_address(std::string_view text);

/// A listening socket that a service manager has opened for this process.
struct HandedSocket {
  int descriptor;
  bool is_tls;  ///< whether its clients speak TLS
};

/// The users that may connect to a Unix socket.
struct UnixSocketAccess {
  mode_t mode = 0660;
  std::string group;  ///< by name; empty: the daemon's own
};

}  // namespace parley::net
