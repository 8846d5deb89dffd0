// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::net {

/// A web origin (RFC 6454): scheme, host and port, with the default port filled in. `null` is the
/// opaque origin. Two origins are equal if all three parts are equal.
struct Origin {
  std::string scheme;  ///< "http" or "https"; empty for the opaque origin "null"
  std::string host;    ///< lower case
  std::uint16_t port = 0;

  [[nodiscard]] bool is_opaque() const noexcept { return scheme.empty(); }
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool operator==(const Origin&) const = default;
};

/// Parses "null" or scheme://host[:port]. Nothing for any other text.
[[nodiscard]] std::optional<Origin> parse_origin(std::string_view text);

/// The name under which a browser has reached the server.
struct ServerName {
  std::string_view host;    ///< of the Host header, or as a proxy reports it; may include a port
  std::string_view port{};  ///< of X-Forwarded-Port, for a host without one
  bool is_told_by_proxy = false;  ///< then the port may be missing: many proxies drop it
};

/// Whether a page of `origin` (the header's value; nothing if there was none) may connect to
/// `server`. The page needs the same host and port, or its origin must be in `allowed`, where the
/// scheme matters, too. A server name without a port matches the default port of the page's
/// scheme, or any port if a proxy reported the name. A request without Origin does not come from
/// a browser and is accepted.
[[nodiscard]] bool is_origin_allowed(std::optional<std::string_view> origin,
                                     const ServerName& server, const std::vector<Origin>& allowed);

}  // namespace parley::net
