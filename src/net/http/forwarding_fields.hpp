// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "net/http/http_types.hpp"
#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/origin.hpp"

namespace parley::net {

/// Several header lines with one name are one list (RFC 9110 section 5.3).
[[nodiscard]] std::string joined_field(const HttpRequest& request, std::string_view name);

/// Reads the forwarding headers of `request`. They count only if `peer` is a trusted proxy.
[[nodiscard]] Forwarding forwarding_of(const HttpRequest& request, const PeerAddress& peer,
                                       const TrustedProxies& trusted);

/// The name under which the client knows this server. It refers to both arguments.
[[nodiscard]] ServerName server_name(const HttpRequest& request, const Forwarding& forwarding);

}  // namespace parley::net
