// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "parley/net/admission/network.hpp"

namespace parley::net {

/// The peers whose forwarding headers are believed.
struct TrustedProxies {
  std::vector<Network> networks;
  bool unix_sockets = true;
};

/// The far end of a connection as the socket knows it; nothing for a Unix socket.
using PeerAddress = std::optional<IpAddress>;

struct ClientAddress {
  PeerAddress address;     ///< nothing: a Unix peer that forwarded no address
  bool is_exempt = false;  ///< a trusted peer without a forwarding header: itself, no client
};

/// Whose request it is. `forwarded_for` is the value of X-Forwarded-For (all such headers joined by
/// commas; empty if none), which counts only if `peer` is trusted: it is read from the right, past
/// trusted proxies, to the first address that is not one. A part that is no address ends the
/// reading; what stands left of it is hearsay.
[[nodiscard]] ClientAddress client_address(const PeerAddress& peer, std::string_view forwarded_for,
                                           const TrustedProxies& trusted);

}  // namespace parley::net
