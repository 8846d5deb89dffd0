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
/// opaque origin. Two origins are equal only if all three parts are.
struct Origin {
  std::string scheme;  ///< "http" or "https"; empty for the opaque origin "null"
  std::string host;    ///< lower case
  std::uint16_t port = 0;

  [[nodiscard]] bool is_opaque() const noexcept { return scheme.empty(); }
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool operator==(const Origin&) const = default;
};

/// Nothing if `text` is neither "null" nor exactly scheme://host[:port].
[[nodiscard]] std::optional<Origin> parse_origin(std::string_view text);

/// Whether a page may connect. `origin` is the value of its Origin header, `host` that of its Host
/// header. Host and port of both must be equal, or `allowed` must contain the origin, including its
/// scheme. Without an Origin header the request does not come from a browser and is accepted.
[[nodiscard]] bool is_origin_allowed(std::optional<std::string_view> origin, std::string_view host,
                                     const std::vector<Origin>& allowed);

}  // namespace parley::net
