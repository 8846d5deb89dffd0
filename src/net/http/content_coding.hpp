// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::net {

/// The coding of a response's body (RFC 9110 section 8.4.1).
enum class ContentCoding : std::uint8_t { Identity, Gzip };

/// The coding for a client with this Accept-Encoding field (RFC 9110 section 12.5.3): gzip if the
/// client accepts it and does not prefer identity. Malformed elements are ignored. A client that
/// accepts neither gets identity, because browsers handle that better than an error.
[[nodiscard]] ContentCoding choose_coding(std::string_view accept_encoding) noexcept;

/// `text` in gzip (RFC 1952), without a time and a name; nothing if memory runs out.
[[nodiscard]] std::optional<std::string> gzip(std::string_view text);

}  // namespace parley::net
