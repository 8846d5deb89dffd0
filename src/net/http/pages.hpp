// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "net/http/http_types.hpp"
#include "net/http/route.hpp"
#include "parley/net/admission/client_address.hpp"

namespace parley::net {

/// The responses to HTTP requests that are not upgrades.
class Pages {
 public:
  /// `peer`: the remote address of the connection. A trusted proxy may name the host in a header.
  [[nodiscard]] virtual http::message_generator respond(const HttpRequest& request,
                                                        const Route& route,
                                                        const PeerAddress& peer) const = 0;

  /// An error response, after which the connection is closed. `request` may be incomplete, if its
  /// header is malformed or too large.
  [[nodiscard]] virtual http::message_generator refuse(const HttpRequest& request,
                                                       http::status status,
                                                       std::string_view text) const = 0;

 protected:
  ~Pages() = default;
};

}  // namespace parley::net
