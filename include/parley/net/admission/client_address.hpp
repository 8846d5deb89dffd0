// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/net/admission/network.hpp"

namespace parley::net {

/// The peers whose forwarding headers the server believes.
struct TrustedProxies {
  std::vector<Network> networks;
  bool unix_sockets = true;
};

/// The remote address of a connection as the socket reports it; nothing for a Unix socket.
using PeerAddress = std::optional<IpAddress>;

struct ClientAddress {
  PeerAddress address;     ///< nothing: a Unix peer that forwarded no address
  bool is_exempt = false;  ///< a trusted peer that forwards no address, so not a client
};

/// Headers in which proxies describe the request that they received. Each is the value of all its
/// lines, joined by commas; empty if there is none.
struct ForwardingHeaders {
  std::string x_forwarded_for;
  std::string x_forwarded_host;
  std::string x_forwarded_port;
  std::string forwarded;  ///< RFC 7239
  std::string x_real_ip;
};

/// The name under which a client knows the server, as reported by proxies.
struct ForwardedHost {
  std::string host;  ///< with or without a port; empty: no proxy has named one
  std::string port;  ///< empty: no proxy has named one
};

/// The result of reading the forwarding headers of a request.
struct Forwarding {
  ClientAddress client;
  bool is_believed = false;  ///< the peer is a trusted proxy
  ForwardedHost host;
};

/// Reads the headers only if `peer` is trusted. The address of the client is the last one that does
/// not belong to a trusted proxy. It comes from X-Forwarded-For; without that header, from the
/// `for` of Forwarded; without either, from X-Real-IP. Reading stops at a part that is not an
/// address, such as "unknown": everything to its left is unreliable. The host is the one that the
/// same proxy names: X-Forwarded-Host and -Port are lists with one element for each address;
/// without them, the `host` of Forwarded is used. docs/protocol.md has the table.
[[nodiscard]] Forwarding read_forwarding(const PeerAddress& peer, const ForwardingHeaders& headers,
                                         const TrustedProxies& trusted);

/// The address of a client whose request has not arrived yet.
[[nodiscard]] ClientAddress client_address(const PeerAddress& peer, const TrustedProxies& trusted);

}  // namespace parley::net
