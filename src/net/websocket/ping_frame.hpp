// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace parley::net {

/// The payload of the server's Ping. The Pong to it repeats this payload (RFC 6455 section 5.5.3);
/// an unsolicited Pong does not. Only one Ping at a time waits for its Pong, so it needs no number.
inline constexpr std::string_view kPingPayload = "parley";

/// The whole Ping frame of the server: final, unmasked, six bytes.
inline constexpr std::string_view kPingFrame = "\x89\x06parley";

}  // namespace parley::net
