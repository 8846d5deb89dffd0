// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
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

/// The client address of a request. `forwarded_for` is the value of X-Forwarded-For (all such
/// headers joined by commas; empty if there is none), and counts only if `peer` is trusted. It is
/// read from the right, past trusted proxies, to the first address that is not one of them. Reading
/// stops at a part that is not an address; everything to its left is unreliable.
[[nodiscard]] ClientAddress client_address(const PeerAddress& peer, std::string_view forwarded_for,
                                           const TrustedProxies& trusted);

}  // namespace parley::net
